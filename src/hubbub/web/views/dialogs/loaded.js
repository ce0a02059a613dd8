// Something that a dialog asks the server for: on its way, here, or refused with a button to try again.

import { html } from "htm/preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import { t } from "../../words/words.js";
import { Button } from "../parts/button.js";
import { sentenceOf } from "../parts/failure.js";

/**
 * @template T
 * @param {() => Promise<T>} ask @param {readonly unknown[]} by asked again when one of these changes
 * @returns {{value: T | null, error: string, again: () => void, set: (value: T) => void}}
 */
export function useLoaded(ask, by) {
  const [value, setValue] = useState(/** @type {T | null} */ (null));
  const [error, setError] = useState("");
  const [turn, setTurn] = useState(0);
  const again = useCallback(() => setTurn((last) => last + 1), []);
  useEffect(() => {
    let wanted = true;
    setError("");
    ask().then(
      (answer) => wanted && setValue(() => answer),
      (refusal) => wanted && setError(sentenceOf(refusal)),
    );
    return () => {
      wanted = false;
    };
  }, [...by, turn]);
  return { value, error, again, set: (next) => setValue(() => next) };
}

/** What stands in the place of what is not here yet. @param {{error: string, again: () => void}} props */
export const Loading = ({ error, again }) =>
  error
    ? html`<div class="loading"><p class="error" role="alert">${error}</p><${Button} icon="retry" onClick=${again}>${t("retry")}<//></div>`
    : html`<p class="loading hint" role="status">${t("loading")}</p>`;
