// What reaches over the right edge of the window.
() => {
  const over = [...document.querySelectorAll("dialog[open] *, #side *, #room > *")].filter(
    (node) => node.checkVisibility() && !node.closest(".aside, .skip, svg") && node.getBoundingClientRect().right > innerWidth + 1,
  );
  const wide = Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - innerWidth;
  return [...(wide > 0 ? [`the page, by ${wide}`] : []), ...over.map((node) => node.outerHTML.slice(0, 90))];
}
