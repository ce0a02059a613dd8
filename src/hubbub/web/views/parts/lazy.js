// A view that is fetched when it is first drawn: what few people need, or need once.

import { html } from "htm/preact";
import { signal } from "@preact/signals";

/**
 * @template {object} P
 * @param {() => Promise<{default: import("preact").FunctionComponent<P>}>} load
 * @returns {import("preact").FunctionComponent<P>} nothing, until it is here
 */
export function lazy(load) {
  /** @type {import("@preact/signals").Signal<{View: import("preact").FunctionComponent<P>} | null>} */
  const here = signal(null);
  let asked = false;
  return function Lazy(props) {
    if (!asked) {
      asked = true;
      load().then(
        (module) => (here.value = { View: module.default }),
        () => (asked = false), // asked again when it is drawn again
      );
    }
    return here.value && html`<${here.value.View} ...${props} />`;
  };
}
