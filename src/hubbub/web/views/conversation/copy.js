// Copying to the clipboard, and saying so.

import { t } from "../../words/words.js";
import { toast } from "../parts/toast.js";

/** @param {string} text @param {string} [said] */
export async function copy(text, said = t("copied")) {
  try {
    await navigator.clipboard.writeText(text);
    toast(said);
  } catch {
    toast(t("not_copied"));
  }
}
