// Every word of the page that is its own, seen or only heard; what people wrote and how they are called is theirs.
() => {
  const theirs = `.title, .preview, .bubble, .sender, .topic, .names, #me, .about b, .who b, #switcher-list b, .second, .chip,
    input, textarea, kbd, pre, .event, .portrait, noscript`;
  const words = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (node.data.trim() && !node.parentElement.closest(theirs)) words.push(node.data.trim());
  for (const node of document.querySelectorAll("[aria-label], [placeholder], [title]"))
    for (const name of ["aria-label", "placeholder", "title"])
      if (node.getAttribute(name) && !node.closest(".bubble")) words.push(node.getAttribute(name));
  return words;
}
