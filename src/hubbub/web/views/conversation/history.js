// The messages of a conversation: rows near the window, the letters below them, and what helps to find one's way.

import { effect } from "@preact/signals";
import { html } from "htm/preact";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { app } from "../../core/app.js";
import { chunkOf } from "../../core/log.js";
import { day, number, t } from "../../words/words.js";
import { Icon } from "../parts/icon.js";
import { lazy } from "../parts/lazy.js";
import { Beginning, Empty } from "./edges.js";
import { listen } from "./log_keys.js";
import { LetterRow } from "./letter.js";
import { Row } from "./message.js";
import { estimate, momentOf, opensDay, opensNew, opensTurn } from "./rows.js";
import { Scroller } from "./scroller.js";
import { askWhoHasSeen } from "./seen.js";
import { useDerived } from "./derived.js";

/** @typedef {import("./reading.js").Reading} Reading @typedef {import("./heights.js").Piece} Piece */
/** @typedef {import("../../core/types.js").Conversation} Conversation @typedef {import("../../core/types.js").Log} Log */

/** Nothing is read out before there is a conversation. */
const Announcer = lazy(() => import("./announcer.js"));

const NEW_BELOW = 70;
const OWN_DAY = 140;

/** @param {{reading: Reading, seq?: number}} props `seq`: where a link leads */
export function History({ reading, seq }) {
  const pane = useRef(/** @type {HTMLDivElement | null} */ (null));
  const list = useRef(/** @type {HTMLDivElement | null} */ (null));
  const tail = useRef(/** @type {HTMLDivElement | null} */ (null));
  const id = reading.conversation;
  const scroller = useMemo(() => {
    const made = new Scroller({
      estimate,
      load: (chunk) => id !== null && app.load(id, chunk),
      look: (position) => id !== null && app.look(id, position),
      moved: () => read(reading),
    });
    reading.scroller = made;
    return made;
  }, []);

  useLayoutEffect(() => {
    if (!pane.current || !list.current) return undefined;
    scroller.attach(pane.current, list.current);
    scroller.watch(tail.current);
    const stops = [askWhenBack(scroller), follow(reading, scroller), listen(pane.current, reading, scroller), readWhenSeen(reading)];
    return () => {
      for (const stop of stops) stop();
      scroller.detach();
    };
  }, []);

  useEffect(() => {
    if (seq !== undefined) reading.go(seq);
  }, [seq]);

  const direct = useDerived(() => id === null || app.state.value.conversations.get(id)?.kind === "direct");
  return html`<div class="logbox">
    <div id="log" ref=${pane} tabindex="0" role="log" aria-live="off" aria-label=${t("log")}>
      <div class="lead"><${Beginning} reading=${reading} /></div>
      <div id="lines">
        <${Rows} reading=${reading} scroller=${scroller} list=${list} direct=${direct} />
        <div class="tail" ref=${tail}><${Letters} reading=${reading} /></div>
        <${Empty} reading=${reading} />
      </div>
    </div>
    <${FloatingDay} scroller=${scroller} id=${id} />
    <${Latest} reading=${reading} scroller=${scroller} />
    <${Announcer} reading=${reading} />
  </div>`;
}

/** @param {{reading: Reading, scroller: Scroller, list: import("preact").RefObject<HTMLDivElement>, direct: boolean}} props */
function Rows({ reading, scroller, list, direct }) {
  const { pieces } = scroller.drawn.value;
  const newFrom = reading.newFrom.value;
  useLayoutEffect(() => scroller.drew());
  return html`<div class="rows" ref=${list}>
    ${pieces.map((piece) => row(piece, newFrom, direct, reading))}
  </div>`;
}

/** @param {Piece} piece @param {number | null} newFrom @param {boolean} direct @param {Reading} reading */
function row(piece, newFrom, direct, reading) {
  if ("gap" in piece) return html`<div key=${piece.key} class="gap" style=${{ height: `${piece.height}px` }} aria-hidden="true"></div>`;
  const { key, entry, before, known } = piece;
  const fresh = opensNew(entry, before, known, newFrom);
  return html`<${Row} key=${key} entry=${entry} first=${opensTurn(entry, before)} day=${opensDay(entry, before)} fresh=${fresh} direct=${direct} reading=${reading} />`;
}

/** @param {{reading: Reading}} props */
function Letters({ reading }) {
  const { place } = reading;
  const letters = useDerived(() => app.state.value.letters);
  const mine = [...letters.values()].filter((letter) =>
    "conversation" in place ? letter.conversation === place.conversation : letter.to === place.to);
  return mine.map((letter, index) => html`<${LetterRow} key=${letter.client_id} letter=${letter} first=${index === 0} onGo=${go(reading)} />`);
}

/** @type {WeakMap<Reading, (seq: number) => void>} */
const goers = new WeakMap();

/** One function for each, so that rows see no change. @param {Reading} reading */
function go(reading) {
  const known = goers.get(reading) ?? ((/** @type {number} */ seq) => reading.go(seq));
  goers.set(reading, known);
  return known;
}

/** Which day one is in, while scrolling. @param {{scroller: Scroller, id: number | null}} props */
function FloatingDay({ scroller, id }) {
  const shown = useDerived(() => {
    const first = scroller.first.value;
    const chunk = id === null ? undefined : app.state.value.logs.get(id)?.chunks.get(chunkOf(first));
    const entry = chunk?.entries.find((one) => one.seq >= first) ?? chunk?.entries.at(-1);
    return entry ? day(momentOf(entry)) : "";
  }, [id]);
  const atTop = (scroller.pane?.scrollTop ?? 0) < OWN_DAY; // where the day stands anyway
  const moving = scroller.scrolling.value && !scroller.stuck.value && !atTop;
  return html`<div class=${moving && shown ? "floatday shown" : "floatday"} aria-hidden="true"><span>${shown}</span></div>`;
}

/** The way down, with how many are new there. @param {{reading: Reading, scroller: Scroller}} props */
function Latest({ reading, scroller }) {
  const unread = useDerived(() => (reading.conversation === null ? 0 : app.state.value.conversations.get(reading.conversation)?.unread ?? 0));
  const label = unread ? t.n("new_below", unread) : t("to_latest");
  return html`<button id="latest" type="button" hidden=${scroller.stuck.value} aria-label=${label} title=${label} onClick=${() => scroller.toEnd()}>
    <${Icon} name="down" />${unread > 0 && html`<span class="badge" aria-hidden="true">${number(unread)}</span>`}
  </button>`;
}

/** Let the scroller know what is known, and open where one left off. @param {Reading} reading @param {Scroller} scroller */
function follow(reading, scroller) {
  const id = reading.conversation;
  if (id === null) return () => {};
  /** @type {{log: Log | undefined, head: number, unread: number} | null} */
  let before = null;
  return effect(() => {
    const { conversations, logs } = app.state.value;
    const conversation = conversations.get(id);
    const log = logs.get(id);
    if (!conversation) return;
    const { head, unread, read: readTo } = conversation;
    const was = before;
    before = { log, head, unread };
    if (!was) open(reading, scroller, conversation, log);
    else if (unread && !was.unread && (document.hidden || !scroller.stuck.peek())) reading.newFrom.value = readTo;
    if (was && was.log === log && was.head === head) return;
    if (!was?.log && log?.chunks.size) queueMicrotask(() => askWhoHasSeen(id));
    scroller.update(log, head);
    read(reading);
  });
}

/** Begin at the first message that is not read. @param {Reading} reading @param {Scroller} scroller @param {Conversation} conversation @param {Log | undefined} log */
function open(reading, scroller, { head, unread, read: readTo }, log) {
  scroller.heights.update(log, head);
  if (!unread) return;
  reading.newFrom.value = readTo;
  scroller.go(readTo + 1, NEW_BELOW);
}

/** What could not be had without the network is asked for when it is back. @param {Scroller} scroller */
function askWhenBack(scroller) {
  let wasOnline = true;
  return effect(() => {
    const isOnline = app.state.value.status === "online";
    if (isOnline && !wasOnline) scroller.askFor();
    wasOnline = isOnline;
  });
}

/** Read is what has been in the window of a page that one looks at. @param {Reading} reading */
function read(reading) {
  const { conversation: id, scroller } = reading;
  if (id === null || !scroller?.pane || document.hidden || !document.hasFocus()) return;
  const seq = scroller.lastSeen();
  const conversation = app.state.peek().conversations.get(id);
  if (conversation && seq > conversation.read) app.markRead(id, seq);
}

/** @param {Reading} reading */
function readWhenSeen(reading) {
  const look = () => read(reading);
  document.addEventListener("visibilitychange", look);
  addEventListener("focus", look);
  return () => {
    document.removeEventListener("visibilitychange", look);
    removeEventListener("focus", look);
  };
}
