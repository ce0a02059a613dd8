// A value made of signals and of a component's properties; the component is drawn again when the value changes.

import { computed } from "@preact/signals";
import { useMemo } from "preact/hooks";

/**
 * @template T
 * @param {() => T} derive
 * @param {readonly unknown[]} [by] the properties that `derive` uses: a computed hears of signals only
 * @returns {T}
 */
export function useDerived(derive, by = []) {
  return useMemo(() => computed(derive), by).value;
}
