// Changing the language from a view: its words may have to be fetched, and the network may be away.

import { setLanguage, t } from "../../words/words.js";
import { toast } from "./toast.js";

/** @param {import("../../words/words.js").Tongue} tongue */
export const speak = (tongue) => setLanguage(tongue).catch(() => toast(t("unreachable")));
