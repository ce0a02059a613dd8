// Maps that are never changed in place: what is put in or taken out makes another one.

/** @template K, V @param {ReadonlyMap<K, V>} map @param {K} key @param {V} value @returns {ReadonlyMap<K, V>} */
export function put(map, key, value) {
  return map.get(key) === value && map.has(key) ? map : new Map(map).set(key, value);
}

/** @template K, V @param {ReadonlyMap<K, V>} map @param {K} key @returns {ReadonlyMap<K, V>} */
export function drop(map, key) {
  if (!map.has(key)) return map;
  const rest = new Map(map);
  rest.delete(key);
  return rest;
}

/** Many changes to a map, for the price of one copy; none if nothing changes. @template K, V */
export class Edit {
  #isOwn = false;

  /** @param {ReadonlyMap<K, V>} map */
  constructor(map) {
    this.map = map;
  }

  /** @param {K} key @param {V} value */
  put(key, value) {
    if (this.map.get(key) !== value || !this.map.has(key)) this.#own().set(key, value);
  }

  /** @param {K} key */
  drop(key) {
    if (this.map.has(key)) this.#own().delete(key);
  }

  #own() {
    if (!this.#isOwn) this.map = new Map(this.map);
    this.#isOwn = true;
    return /** @type {Map<K, V>} */ (this.map);
  }
}

/** Keep those for which something holds. @template K, V @param {ReadonlyMap<K, V>} map @param {(value: V, key: K) => boolean} holds */
export function keep(map, holds) {
  const kept = [...map].filter(([key, value]) => holds(value, key));
  return kept.length === map.size ? map : new Map(kept);
}

/** The same object if nothing in it is another. @template {object} T @param {T} before @param {Partial<T>} change @returns {T} */
export function changed(before, change) {
  const same = Object.entries(change).every(([key, value]) => Object.is(/** @type {any} */ (before)[key], value));
  return same ? before : { ...before, ...change };
}

/**
 * Do to what is stored what has been done here since `before`; others may have done something else to it meanwhile.
 * @template K, V
 * @param {Iterable<readonly [K, V]>} stored @param {ReadonlyMap<K, V>} before @param {ReadonlyMap<K, V>} after
 * @param {(here: V, there: V) => V} [both] of two values that were put
 * @returns {[K, V][]}
 */
export function rebased(stored, before, after, both = (here) => here) {
  const next = new Map(stored);
  for (const [key, value] of after) {
    const there = next.get(key);
    if (before.get(key) !== value) next.set(key, there === undefined ? value : both(value, there));
  }
  for (const [key, value] of before) if (!after.has(key) && next.get(key) === value) next.delete(key);
  return [...next];
}
