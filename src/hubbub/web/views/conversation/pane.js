// One conversation: its head, its messages and where one writes. Another place makes another pane.

import { html } from "htm/preact";
import { useEffect, useMemo } from "preact/hooks";
import { app } from "../../core/app.js";
import { leftBehind } from "../../core/letters.js";
import { t } from "../../words/words.js";
import { openDialog } from "../dialogs/open.js";
import { Button } from "../parts/button.js";
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
    // The first message has made the conversation: from now on its address is its own. Who has gone on stays there.
    const now = app.route.peek();
    if (direct !== null && now.name === "person" && now.user === person) app.go({ name: "conversation", id: direct }, { replace: true });
  }, [direct]);
  if (route.name === "person") return html`<${Pane} key=${`u${route.user}`} place=${{ to: route.user }} />`;
  return html`<${Pane} key=${`c${route.id}`} place=${{ conversation: route.id }} seq=${route.seq} />`;
}

/** @param {{place: Place, seq?: number}} props */
function Pane({ place, seq }) {
  const reading = useMemo(() => new Reading(place), []);
  const known = useDerived(() => "to" in place || app.state.value.conversations.has(place.conversation));
  if (!known) return html`<${Gone} id=${reading.conversation} />`;
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

/** @param {{id: number | null}} props */
function Gone({ id }) {
  const left = useDerived(() => leftBehind(app.state.value).some(({ conversation }) => conversation === id), [id]);
  return html`<header class="bar head"><a id="back" class="iconbutton" href="#" aria-label=${t("back")}>‹</a></header>
    <div class="nothing gone"><p>${t("gone")}</p>
      ${left && html`<${Button} icon="warning" onClick=${() => openDialog("left")}>${t("left_behind")}<//>`}</div>`;
}
