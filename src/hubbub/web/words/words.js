// The page's words in the language in use. Components that call `t` or a date function are drawn again when the
// language changes, for they read the signal in it. Words themselves are in en.js and zh.js; only the language that is
// spoken is fetched, and the page is drawn when it is here.

import { signal } from "@preact/signals";

/** @typedef {"en" | "zh"} Tongue */

/** @type {Partial<Record<Tongue, Record<string, string>>>} those that are here */
const WORDS = {};
const KEPT = "hubbub.language";
const DAY_MS = 86_400_000;

/** The language in use, as a tag for `lang` and Intl: "zh-CN", "en", or the navigator's own English ("en-GB"). */
export const language = signal(tagOf(kept() ?? preferred()));

await fetchWords(tongue());

/** @param {Tongue} wanted */
async function fetchWords(wanted) {
  WORDS[wanted] ??= (await (wanted === "zh" ? import("./zh.js") : import("./en.js"))).default;
}

/** @returns {Tongue} */
function tongue() {
  return language.value.startsWith("zh") ? "zh" : "en";
}

/** @returns {Tongue | null} */
function kept() {
  try {
    const chosen = localStorage.getItem(KEPT);
    return chosen === "en" || chosen === "zh" ? chosen : null;
  } catch {
    return null; // storage may be forbidden; the browser's language will do
  }
}

/** @returns {Tongue} the first of the navigator's languages that there are words for */
function preferred() {
  const wanted = navigator.languages ?? [navigator.language];
  return wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => tag === "zh" || tag === "en") === "zh" ? "zh" : "en";
}

/** @param {Tongue} chosen */
function tagOf(chosen) {
  if (chosen === "zh") return "zh-CN";
  return navigator.language?.startsWith("en") ? navigator.language : "en";
}

/** Speak another language from now on, and remember it. Rejects if its words are not here and cannot be fetched. @param {Tongue} chosen */
export async function setLanguage(chosen) {
  await fetchWords(chosen);
  language.value = tagOf(chosen);
  try {
    localStorage.setItem(KEPT, chosen);
  } catch {
    // kept for as long as the page is open
  }
}

/** The languages to choose from, each in its own words. @type {readonly {value: Tongue, name: string}[]} */
export const languages = [
  { value: "en", name: "English" },
  { value: "zh", name: "简体中文" },
];

/**
 * A sentence of the page. A key without words is shown itself: ugly, but the page goes on (a test finds it before).
 * @param {string} key
 * @param {...(string | number)} values what stands for {0}, {1}, …
 */
export function t(key, ...values) {
  return (WORDS[tongue()]?.[key] ?? key).replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)] ?? ""));
}

/**
 * A sentence about a number, in the plural form that the language wants: `members` is members_one or members_other.
 * @param {string} key
 * @param {number} count {0}, written as the language writes numbers
 * @param {...(string | number)} values {1}, {2}, …
 */
t.n = (key, count, ...values) => t(`${key}_${plurals().select(count)}`, number(count), ...values);

/** Whether there are words by that name: for codes that another version of the server may add. @param {string} key */
t.has = (key) => key in (WORDS[tongue()] ?? {});

// Intl objects are dear to make (0.1 ms) and a list has a thousand rows: each is made once per language.
/** @type {Map<string, any>} */
const made = new Map();

/**
 * @template T
 * @param {string} name @param {(tag: string) => T} make @returns {T}
 */
function once(name, make) {
  const key = `${language.value} ${name}`;
  if (!made.has(key)) made.set(key, make(language.value));
  return made.get(key);
}

const plurals = () => once("plurals", (tag) => new Intl.PluralRules(tag));

/** @param {string} name @param {Intl.DateTimeFormatOptions} options */
const dates = (name, options) => once(name, (tag) => new Intl.DateTimeFormat(tag, options));

/** @param {number} count */
export const number = (count) => once("number", (tag) => new Intl.NumberFormat(tag)).format(count);

/** "Ada, Grace and Linus". @param {readonly string[]} names */
export const list = (names) => once("list", (tag) => new Intl.ListFormat(tag, { type: "conjunction" })).format(names);

/** @typedef {string | number | Date} Moment */

/** The time of day, "14:05". @param {Moment} at */
export const time = (at) =>
  dates("time", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(at));

/** How many midnights lie between a moment and now; negative in the future. @param {Moment} at @param {Moment} now */
function daysAgo(at, now) {
  const midnight = (/** @type {Moment} */ moment) => new Date(moment).setHours(0, 0, 0, 0);
  return Math.round((midnight(now) - midnight(at)) / DAY_MS); // rounded: days of summer time have 23 or 25 hours
}

/** @param {Moment} at @param {Moment} now */
const sameYear = (at, now) => new Date(at).getFullYear() === new Date(now).getFullYear();

/** A day in words: "Today", "Yesterday", "Monday, 3 March". @param {Moment} at @param {Moment} [now] */
export function day(at, now = Date.now()) {
  const days = daysAgo(at, now);
  if (days === 0) return t("today");
  if (days === 1) return t("yesterday");
  if (sameYear(at, now)) return dates("day", { weekday: "long", day: "numeric", month: "long" }).format(new Date(at));
  return dates("longDay", { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(new Date(at));
}

/** A moment in full: "3 March 2026 at 14:05". @param {Moment} at */
export const date = (at) => dates("date", { dateStyle: "long", timeStyle: "short", hourCycle: "h23" }).format(new Date(at));

/** A moment for a list, short: the time today, "Yesterday", "Mon" this week, or else the date. @param {Moment} at @param {Moment} [now] */
export function when(at, now = Date.now()) {
  const days = daysAgo(at, now);
  if (days === 0) return time(at);
  if (days === 1) return t("yesterday");
  if (days > 1 && days < 7) return dates("weekday", { weekday: "short" }).format(new Date(at));
  if (sameYear(at, now)) return dates("short", { day: "numeric", month: "short" }).format(new Date(at));
  return dates("shortYear", { day: "numeric", month: "numeric", year: "numeric" }).format(new Date(at));
}

/** How long ago: "just now", "5 minutes ago", "yesterday". @param {Moment} at @param {Moment} [now] */
export function ago(at, now = Date.now()) {
  const minutes = Math.floor((new Date(now).getTime() - new Date(at).getTime()) / 60_000);
  if (minutes < 1) return t("just_now");
  const words = once("ago", (tag) => new Intl.RelativeTimeFormat(tag, { numeric: "auto" }));
  if (minutes < 60) return words.format(-minutes, "minute");
  const days = daysAgo(at, now);
  if (days === 0 || minutes < 12 * 60) return words.format(-Math.floor(minutes / 60), "hour");
  if (days < 7) return words.format(-days, "day");
  return date(at);
}
