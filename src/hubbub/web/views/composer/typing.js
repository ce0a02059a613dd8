// Changing what stands in the field so that the browser can undo it.

/** Write at the cursor, in place of what is selected. @param {HTMLTextAreaElement} field @param {string} text */
export function insert(field, text) {
  field.focus();
  // Deprecated, and the only way that keeps the history of undoing; where it is gone, that is all one loses.
  if (document.execCommand?.("insertText", false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

/** Put a mark around what is selected, or take it away; with nothing selected, stand between. @param {HTMLTextAreaElement} field @param {string} mark */
export function surround(field, mark) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const chosen = value.slice(start, end);
  const marked = value.slice(start - mark.length, start) === mark && value.slice(end, end + mark.length) === mark;
  if (marked) field.setSelectionRange(start - mark.length, end + mark.length);
  insert(field, marked ? chosen : mark + chosen + mark);
  const from = marked ? start - mark.length : start + mark.length;
  field.setSelectionRange(from, from + chosen.length);
}

/** Replace a stretch, and stand behind it. @param {HTMLTextAreaElement} field @param {number} from @param {number} to @param {string} text */
export function replace(field, from, to, text) {
  field.focus();
  field.setSelectionRange(from, to);
  insert(field, text);
}
