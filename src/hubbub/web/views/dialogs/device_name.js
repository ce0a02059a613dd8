// What a browser calls itself, in the words people have for it: "Firefox, Windows".

/** @type {[RegExp, string][]} the first that is found; nearly all browsers claim to be Safari and Chrome, too */
const BROWSERS = [
  [/\bEdg(e|A|iOS)?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\bFirefox\/|\bFxiOS\//, "Firefox"],
  [/\bHeadlessChrome\/|\bChrome\/|\bCriOS\/|\bChromium\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];
/** @type {[RegExp, string][]} */
const SYSTEMS = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux|X11/, "Linux"],
];

/** @param {[RegExp, string][]} names @param {string} device */
const found = (names, device) => names.find(([mark]) => mark.test(device))?.[1];

/** @param {string} device what the session was begun with: a browser's User-Agent, or a program's own name */
export function deviceName(device) {
  const words = [found(BROWSERS, device), found(SYSTEMS, device)].filter(Boolean);
  return words.length ? words.join(", ") : device;
}
