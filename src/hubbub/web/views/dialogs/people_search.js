// Finding people while a name is typed: contacts first, then whoever the server knows.

import { useEffect, useState } from "preact/hooks";
import { app } from "../../core/app.js";
import { fold, NO_MATCH, rankOf } from "../sidebar/order.js";
import { sentenceOf } from "../parts/failure.js";

/** @typedef {import("../../core/types.js").User} User */

const PAUSE_MS = 180;

/**
 * @param {string} query nothing: the contacts
 * @param {(user: User) => boolean} [wanted] who may appear; oneself never does
 * @returns {{people: User[], contacts: ReadonlySet<number>, asking: boolean, error: string, setContacts: (contacts: User[]) => void}}
 */
export function usePeople(query, wanted = () => true) {
  const [contacts, setContacts] = useState(/** @type {User[] | null} */ (null));
  const [found, setFound] = useState(/** @type {{query: string, people: User[]} | null} */ (null));
  const [error, setError] = useState("");
  const trimmed = query.trim();
  useEffect(() => {
    app.contacts().then(setContacts, (refusal) => {
      setContacts([]);
      setError(sentenceOf(refusal));
    });
  }, []);
  useEffect(() => {
    if (!trimmed) return;
    let current = true;
    const timer = setTimeout(() => {
      app.search(trimmed).then(
        ({ people }) => current && (setFound({ query: trimmed, people }), setError("")),
        (refusal) => current && setError(sentenceOf(refusal)),
      );
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [trimmed]);
  const known = contacts ?? [];
  const ids = new Set(known.map(({ id }) => id));
  const mine = known.filter((user) => matches(user, trimmed));
  const others = trimmed ? (found?.people ?? []).filter(({ id }) => !ids.has(id)) : [];
  const me = app.state.value.me?.id;
  const people = [...mine, ...others].filter((user) => user.id !== me && wanted(user));
  const asking = !error && (trimmed ? found?.query !== trimmed : contacts === null);
  return { people, contacts: ids, asking, error, setContacts };
}

/** @param {User} user @param {string} query */
const matches = ({ name, display_name: title }, query) =>
  !query || Math.min(rankOf(fold(title), fold(query)), rankOf(fold(name), fold(query))) < NO_MATCH;
