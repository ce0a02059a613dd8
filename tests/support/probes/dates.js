// Dates and numbers in a language, as of one moment.
async (tongue) => {
  const entry = [...document.querySelectorAll("script[type=module]")].at(-1).src;
  const { day, when, ago, list, t, setLanguage } = await import(new URL("words/words.js", entry).href);
  await setLanguage(tongue);
  const now = new Date(2026, 2, 14, 15, 9);
  const at = (days, hours = 0, minutes = 0) => new Date(2026, 2, 14 - days, 15 - hours, 9 - minutes);
  return [
    ...[at(0), at(1), at(9), at(400)].map((moment) => day(moment, now)),
    ...[at(0), at(3)].map((moment) => when(moment, now)),
    ...[at(0), at(0, 0, 5), at(0, 2), at(1, 10)].map((moment) => ago(moment, now)),
    list(["a", "b", "c"]),
    t.n("members", 1),
    t.n("members", 1234),
  ];
}
