// What one prefers on this device. Kept in localStorage, and the same in all tabs.

import { signal } from "@preact/signals";

/** @typedef {"system" | "light" | "dark"} Theme */

const PREFIX = "hubbub.";
const OF_THE_DEVICE = new Set(["hubbub.theme", "hubbub.language"]);
const themes = /** @type {const} */ (["system", "light", "dark"]);

/** How the page looks. @type {import("@preact/signals").Signal<Theme>} */
export const theme = signal(/** @type {Theme} */ ("system"));
/** Whether to be told of messages while the page is hidden, once the browser allows it. */
export const notify = signal(true);
/** Whether Enter sends; otherwise Ctrl+Enter does, and Enter begins a line. */
export const enterSends = signal(true);
/** Whether the question after notices was answered with "not now". */
export const notAsked = signal(false);

/** @param {Theme} value */
export const setTheme = (value) => keep("theme", value);
/** @param {boolean} value */
export const setNotify = (value) => keep("notify", String(value));
/** @param {boolean} value */
export const setEnterSends = (value) => keep("enter", String(value));
export const dontAsk = () => keep("ask", "false");

/** Forget all that is kept here of a person: not how the page looks and which language it speaks. */
export function forgetPerson() {
  try {
    const mine = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX) && !OF_THE_DEVICE.has(key));
    for (const key of mine) {
      localStorage.removeItem(key);
      take(key.slice(PREFIX.length), null);
    }
  } catch {
    // nothing is kept where storage is forbidden
  }
}

/** @param {string} key */
function kept(key) {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null; // storage is forbidden: everything lasts as long as the page
  }
}

/** @param {string} key @param {string} value */
function keep(key, value) {
  try {
    localStorage.setItem(PREFIX + key, value);
  } catch {
    // as above
  }
  take(key, value);
}

/** @param {string} key @param {string | null} value */
function take(key, value) {
  if (key === "theme") {
    theme.value = themes.find((known) => known === value) ?? "system";
    document.documentElement.dataset.theme = theme.value;
  } else if (key === "notify") notify.value = value !== "false";
  else if (key === "enter") enterSends.value = value !== "false";
  else if (key === "ask") notAsked.value = value === "false";
}

for (const key of ["theme", "notify", "enter", "ask"]) take(key, kept(key));
addEventListener("storage", ({ key, newValue }) => key?.startsWith(PREFIX) && take(key.slice(PREFIX.length), newValue));
