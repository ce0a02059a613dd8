// Arrow keys in the list: it is one stop of the Tab key, however long it is.

const ROWS = "a.roomlink, button.result, button.archiverow";

/** @param {KeyboardEvent} event */
export function moveFocus(event) {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const rows = [.../** @type {Element} */ (event.currentTarget).querySelectorAll(ROWS)];
  const at = rows.indexOf(/** @type {Element} */ (document.activeElement));
  if (at < 0) return;
  /** @type {Record<string, number>} */
  const moves = { ArrowDown: Math.min(at + 1, rows.length - 1), ArrowUp: at - 1, Home: 0, End: rows.length - 1 };
  if (!(event.key in moves)) return;
  event.preventDefault();
  const to = moves[event.key] < 0 ? document.querySelector("#search") : rows[moves[event.key]];
  if (to instanceof HTMLElement) to.focus();
}
