// Controls that are smaller than a finger (44 px), links inside of sentences aside.
() => {
  const small = [];
  const controls = "button, a[href], input:not([type=file]), textarea, select, summary, [role=option]";
  const dialogs = document.querySelectorAll("dialog[open]");
  const top = dialogs[dialogs.length - 1];
  for (const target of document.querySelectorAll(controls)) {
    if (target.closest(".aside, .skip") || (top && !top.contains(target))) continue;
    if (!target.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    if (getComputedStyle(target).display.startsWith("inline") && target.closest(".bubble, .hint")) continue;
    const box = (target.closest("label") ?? target).getBoundingClientRect();
    if (!box.width || (box.height >= 43.5 && box.width >= 43.5)) continue;
    small.push(`${target.outerHTML.slice(0, 90)} ${Math.round(box.width)}x${Math.round(box.height)}`);
  }
  return small;
}
