// Which dialog is open. Each is a module of its own that is fetched when it is first wanted.

import { html } from "htm/preact";
import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { t } from "../../words/words.js";
import { toast } from "../parts/toast.js";

/** @type {Record<string, () => Promise<{default: import("preact").FunctionComponent<any>}>>} */
const DIALOGS = {
  settings: () => import("./settings.js"),
  profile: () => import("./profile.js"),
  sessions: () => import("./sessions.js"),
  new: () => import("./new.js"),
  people: () => import("./people.js"),
  members: () => import("./details.js"),
  details: () => import("./details.js"),
  invite: () => import("./invite.js"),
  join: () => import("./join.js"),
  switcher: () => import("./switcher.js"),
  shortcuts: () => import("./shortcuts.js"),
  seen: () => import("./seen.js"),
  left: () => import("./left_behind.js"),
};

/** @type {import("@preact/signals").Signal<{name: string, props: Record<string, unknown>} | null>} */
const open = signal(null);

/** Open a dialog in place of whichever is open. @param {string} name @param {Record<string, unknown>} [props] */
export function openDialog(name, props = {}) {
  open.value = { name, props };
}

export function closeDialog() {
  open.value = null;
}

export const dialogIsOpen = () => open.value !== null;

/** Let another part of the page have a dialog of its own here. @param {string} name @param {() => Promise<any>} load */
export function addDialog(name, load) {
  DIALOGS[name] = load;
}

/** Draws the open dialog, once its module is here. */
export function DialogHost() {
  const [here, setHere] = useState(/** @type {Record<string, any>} */ ({}));
  const { name, props } = open.value ?? {};
  useEffect(() => {
    if (!name || here[name]) return;
    DIALOGS[name]().then(
      (module) => setHere((known) => ({ ...known, [name]: module.default })),
      () => {
        closeDialog();
        toast(t("unreachable")); // never fetched before, and there is no network now
      },
    );
  }, [name]);
  const View = name && here[name];
  return View ? html`<${View} key=${name} name=${name} ...${props} onClose=${closeDialog} />` : null;
}
