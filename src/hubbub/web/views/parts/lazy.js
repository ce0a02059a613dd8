// A view that is fetched when it is first drawn: what few people need, or need once, or not yet.

import { html } from "htm/preact";
import { signal } from "@preact/signals";

/** What could not be fetched is asked for again so long after. */
const AGAIN_MS = 2_000;

/**
 * @template {object} P
 * @param {() => Promise<{default: import("preact").FunctionComponent<P>}>} load
 * @param {import("preact").FunctionComponent<{}>} [Meanwhile] drawn until it is here
 * @returns {import("preact").FunctionComponent<P>}
 */
export function lazy(load, Meanwhile) {
  /** @type {import("@preact/signals").Signal<{View: import("preact").FunctionComponent<P>} | null>} */
  const here = signal(null);
  const asked = signal(false);
  return function Lazy(props) {
    if (!asked.value) {
      asked.value = true;
      load().then(
        (module) => (here.value = { View: module.default }),
        () => setTimeout(() => (asked.value = false), AGAIN_MS),
      );
    }
    if (here.value) return html`<${here.value.View} ...${props} />`;
    return Meanwhile ? html`<${Meanwhile} />` : null;
  };
}
