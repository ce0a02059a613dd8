// What forms in dialogs have in common: one submission at a time, and its refusal in words.

import { useState } from "preact/hooks";
import { sentenceOf } from "../parts/failure.js";

/**
 * @param {() => Promise<void>} work what submitting does; what it throws is explained
 * @param {(refusal: unknown) => void} [explain] shows what it throws in another way, such as by a field
 * @returns {{busy: boolean, error: string, setError: (words: string) => void, submit: (event?: Event) => Promise<void>}}
 */
export function useForm(work, explain) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState("");
  const submit = async (/** @type {Event | undefined} */ event) => {
    event?.preventDefault();
    if (busy) return;
    setBusy(true);
    setError("");
    try {
      await work();
    } catch (refusal) {
      if (explain) explain(refusal);
      else setError(sentenceOf(refusal));
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, setError, submit };
}
