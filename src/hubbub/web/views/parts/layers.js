// Which dialog is on top. Everything outside of it is inert, so menus and notes have to be drawn inside of it.

import { html } from "htm/preact";
import { signal } from "@preact/signals";
import { useLayoutEffect, useMemo } from "preact/hooks";
import { MenuHost } from "./menu.js";
import { ToastHost } from "./toast.js";

/** @type {import("@preact/signals").Signal<readonly symbol[]>} */
const layers = signal([]);

/** A layer above those that are there, for as long as the component lives. */
export function useLayer() {
  const layer = useMemo(() => Symbol("layer"), []);
  useLayoutEffect(() => {
    layers.value = [...layers.value, layer];
    return () => {
      layers.value = layers.value.filter((other) => other !== layer);
    };
  }, []);
  return layer;
}

/** Draws the open menu and the notes, if this is the layer on top. @param {{layer?: symbol}} props none: the page itself */
export const Hosts = ({ layer }) => (layers.value.at(-1) === layer ? html`<${MenuHost} /><${ToastHost} />` : null);
