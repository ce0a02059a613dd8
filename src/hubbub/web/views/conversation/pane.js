// One conversation: its head, its messages and where one writes. Another place makes another pane.

import { html } from "htm/preact";
import { useEffect, useMemo } from "preact/hooks";
import { app } from "../../core/app.js";
import { t } from "../../words/words.js";
import { Composer } from "../composer/composer.js";
import { Head } from "./head.js";
import { History } from "./history.js";
import { Reading } from "./reading.js";
import { useDerived } from "./derived.js";

/** @typedef {import("../../core/types.js").Route} Route @typedef {import("../../core/types.js").Place} Place */

/** @param {{route: Extract<Route, {name: "conversation" | "person"}>}} props */
export function ConversationPane({ route }) {
  const person = route.name === "person" ? route.user : null;
  const direct = useDerived(() => (person === null ? null : app.directWith(person)?.id ?? null), [person]);
  useEffect(() => {
    // The first message has made the conversation: from now on its address is its own.
    if (direct !== null) app.go({ name: "conversation", id: direct }, { replace: true });
  }, [direct]);
  if (route.name === "person") return html`<${Pane} key=${`u${route.user}`} place=${{ to: route.user }} />`;
  return html`<${Pane} key=${`c${route.id}`} place=${{ conversation: route.id }} seq=${route.seq} />`;
}

/** @param {{place: Place, seq?: number}} props */
function Pane({ place, seq }) {
  const reading = useMemo(() => new Reading(place), []);
  const known = useDerived(() => "to" in place || app.state.value.conversations.has(place.conversation));
  if (!known) return html`<${Gone} />`;
  const drop = (/** @type {DragEvent} */ event) => {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    reading.takeFiles?.(files);
  };
  return html`<section class="pane" onDragOver=${(/** @type {DragEvent} */ event) => event.preventDefault()} onDrop=${drop}>
    <${Head} reading=${reading} />
    <${History} reading=${reading} seq=${seq} />
    <${Composer} reading=${reading} />
  </section>`;
}

const Gone = () =>
  html`<header class="bar head"><a id="back" class="iconbutton" href="#" aria-label=${t("back")}>‹</a></header>
    <p class="nothing gone">${t("gone")}</p>`;
