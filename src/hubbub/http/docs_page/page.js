// The documentation page: filter, place, copying, and forms that ask this very server.
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const nav = document.querySelector("nav");
const menu = document.querySelector(".menu");
const search = document.querySelector("#search");

document.documentElement.classList.add("js");

// Examples name this server, not an imagined one.
const secure = location.protocol === "https:";
for (const code of all("[data-here] code")) {
  code.textContent = code.textContent
    .replaceAll("localhost:8000", location.host)
    .replace("ws://", secure ? "wss://" : "ws://")
    .replace("http://", secure ? "https://" : "http://");
}

// Filter: every word has to be in the name of the entry or in what is said of it.
const entries = all("nav li").map(item => {
  const target = document.getElementById(item.firstChild.getAttribute("href").slice(1));
  const said = target?.querySelector(".lead, h2")?.textContent ?? "";
  return {item, text: `${item.textContent} ${said}`.toLowerCase()};
});
function filter() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const {item, text} of entries) item.hidden = !words.every(word => text.includes(word));
  for (const section of all("section", nav)) section.hidden = !section.querySelector("li:not([hidden])");
  nav.querySelector(".none").hidden = entries.some(({item}) => !item.hidden);
}
search.addEventListener("input", filter);
search.addEventListener("keydown", event => {
  if (event.key === "Enter") entries.find(({item}) => !item.hidden)?.item.firstChild.click();
  if (event.key === "Escape") { search.value = ""; filter(); search.blur(); }
});
document.addEventListener("keydown", event => {
  const typing = event.target.closest("input, textarea");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    open(true);
    search.focus();
  }
  if (event.key === "Escape" && !typing) open(false);
});

// On a phone the contents come and go.
function open(wanted) {
  nav.classList.toggle("open", wanted);
  menu.setAttribute("aria-expanded", String(wanted));
}
menu.addEventListener("click", () => open(!nav.classList.contains("open")));
nav.addEventListener("click", event => { if (event.target.closest("a")) open(false); });

// Where the reader is.
const links = new Map(all("nav li a").map(link => [link.getAttribute("href").slice(1), link]));
const seen = new IntersectionObserver(changes => {
  for (const {target, isIntersecting} of changes) {
    if (!isIntersecting || !links.has(target.id)) continue;
    for (const link of links.values()) link.removeAttribute("aria-current");
    const link = links.get(target.id);
    link.setAttribute("aria-current", "true");
    if (!nav.contains(document.activeElement) && getComputedStyle(nav).position === "sticky") {
      const {top, bottom} = link.getBoundingClientRect();
      if (top < 80 || bottom > innerHeight - 20) nav.scrollTop += top - innerHeight / 2;
    }
  }
}, {rootMargin: "-15% 0px -75% 0px"});
for (const target of all("main [id]")) if (links.has(target.id)) seen.observe(target);

// Copying works only where the browser trusts the page.
if (navigator.clipboard) {
  for (const button of all(".copy")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.closest("figure").querySelector("code").textContent);
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy"; }, 1500);
    });
  }
}

// Trying: the same request as curl's, with the session cookie.
for (const form of all("form[data-op]")) {
  form.addEventListener("submit", async event => {
    event.preventDefault();
    const button = form.querySelector("button");
    const status = form.querySelector(".status");
    const answer = form.querySelector(".answer");
    const say = (words, bad) => { status.textContent = words; status.classList.toggle("bad", bad); };
    try {
      JSON.parse(form.querySelector("textarea").value || "{}");
    } catch (error) {
      return say(`not JSON: ${error.message}`, true);
    }
    button.disabled = true;
    say("…", false);
    try {
      const began = performance.now();
      const response = await fetch(`/api/v1/${form.dataset.op}`, {
        method: "POST",
        headers: {"Content-Type": "application/json"},
        body: form.querySelector("textarea").value,
      });
      const text = await response.text();
      say(`${response.status} in ${Math.round(performance.now() - began)} ms`, !response.ok);
      answer.textContent = shown(text);
      answer.hidden = false;
    } catch {
      say("the server did not answer", true);
    } finally {
      button.disabled = false;
    }
  });
  form.addEventListener("keydown", event => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
}
function shown(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
