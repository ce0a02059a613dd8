// A component's own small part of the state: it is drawn again when that part changes, and for nothing else.

import { computed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { app } from "../../core/app.js";

/** @typedef {import("../../core/types.js").State} State */

/**
 * @template T
 * @param {(state: State) => T} select cheap, and giving the same value while nothing has changed
 * @param {readonly unknown[]} [by] what else `select` depends on
 * @returns {T}
 */
export function useSelected(select, by = []) {
  return useMemo(() => computed(() => select(app.state.value)), by).value;
}
