// Asking to be let in, and what each refusal means: which field it is about, and in which words.

import { app } from "../core/app.js";
import { t } from "../words/words.js";
import { fieldOf, sentenceOf } from "./parts/failure.js";

/**
 * @typedef {"either" | "login" | "register"} Mode `either`: a new name makes an account, a known one is signed in
 * @typedef {{name?: () => string, password?: () => string, invite?: () => string, form?: () => string}} Trouble
 *   sentences, made when they are drawn so that they change with the language
 * @typedef {{name: string, password: string, invite: string}} Given
 * @typedef {{entered?: boolean, askPassword?: boolean, trouble: Trouble}} Heard
 */

const KEPT = "hubbub.name";

/** The name that was entered here last. */
export function rememberedName() {
  try {
    return localStorage.getItem(KEPT) ?? "";
  } catch {
    return "";
  }
}

/** @param {string} name */
function rememberName(name) {
  try {
    localStorage.setItem(KEPT, name);
  } catch {
    // it is typed again next time
  }
}

/** @param {Mode} mode @param {Given} given @returns {Promise<Heard>} */
export async function knock(mode, given) {
  if (!given.name.trim()) return { trouble: { name: () => t("name_wanted") } };
  try {
    await enter(mode, given);
    rememberName(given.name.trim());
    return { entered: true, trouble: {} };
  } catch (error) {
    return explain(given, error);
  }
}

/** @param {Mode} mode @param {Given} given */
async function enter(mode, { name, password, invite }) {
  const who = { name: name.trim(), ...(password && { password }) };
  if (mode === "login") return app.enter({ ...who, register: false });
  const asNew = { ...who, register: true, ...(invite.trim() && { invite: invite.trim() }) };
  if (mode === "register") return app.enter(asNew);
  try {
    return await app.enter(asNew);
  } catch (refusal) {
    // The name is known, or nobody may register: newcomers meet no error at all.
    const { code } = /** @type {{code?: string}} */ (refusal);
    if (code !== "conflict" && code !== "forbidden") throw refusal;
    return app.enter({ ...who, register: false });
  }
}

/** @param {Given} given @param {unknown} error @returns {Heard} */
function explain({ password }, error) {
  const { code, message = "" } = /** @type {{code?: string, message?: string}} */ (error);
  if (code === "unauthenticated") return unrecognised(message, Boolean(password));
  if (code === "conflict") return { trouble: { name: () => t("name_taken") } };
  if (code === "forbidden" && message.startsWith("registration")) return { trouble: { form: () => t("closed") } };
  if (code === "forbidden" && message.startsWith("invite: needed")) return { trouble: { invite: () => t("invite_needed") } };
  if (message.startsWith("password: needed")) return { askPassword: true, trouble: { password: () => t("password_wanted") } };
  if (message.startsWith("password: between")) return { askPassword: true, trouble: { password: () => t("password_short") } };
  if (code === "forbidden" && message.startsWith("invite")) return { trouble: { invite: () => t("invite_bad") } };
  const field = fieldOf(error);
  const words = () => sentenceOf(error);
  return { trouble: field === "name" || field === "password" || field === "invite" ? { [field]: words } : { form: words } };
}

/** An unknown name and a wrong password look the same, so that nobody can try out names. @param {string} message @param {boolean} tried */
function unrecognised(message, tried) {
  if (message.startsWith("password: needed") && !tried) return { askPassword: true, trouble: { password: () => t("password_needed") } };
  return { askPassword: true, trouble: { form: () => t("wrong") } };
}
