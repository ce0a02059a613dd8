// What becomes of what the page knows, event by event.

import assert from "node:assert/strict";
import { test } from "node:test";
import { leftBehind } from "../../src/hubbub/web/core/letters.js";
import { BEGINNING, reduce } from "../../src/hubbub/web/core/store.js";
import { mayDeleteAny, mayInvite } from "../../src/hubbub/web/views/dialogs/rights.js";
import { ADA, Conversation, GRACE } from "./server_model.js";

const NOW = 1_000_000;
/** @param {any} state @param {any[]} events */
const hear = (state, ...events) => events.reduce((next, event) => reduce(next, { type: "event", event, now: NOW }), state);
/** @param {Conversation[]} there @param {any} more */
const synced = (there, more = {}) => ({
  ev: "client.synced", conversations: there.map((each) => each.summary()), complete: true, strangers: false, reset: [], ...more,
});
const hello = { ev: "client.hello", user: ADA, epoch: "one", heartbeat: 30 };

/** Ada, online, in some conversations. @param {Conversation[]} there */
const ada = (...there) => hear(BEGINNING, hello, synced(there), { ev: "client.caught_up" });

test("a message of somebody else is one unread, and the last", () => {
  const there = new Conversation(5);
  const state = hear(ada(there), there.say(GRACE.id, "hello"));
  const { unread, mentions, last, lastAt } = state.conversations.get(5);
  assert.deepEqual([unread, mentions, last.text], [1, 0, "hello"]);
  assert.equal(lastAt, there.log[0].at);
});

test("one's own message is never unread, not from another device either", () => {
  const there = new Conversation(5);
  const state = hear(ada(there), there.say(ADA.id, "from the phone", { client_id: "phone" }));
  assert.equal(state.conversations.get(5).unread, 0);
});

test("a mention is counted apart", () => {
  const there = new Conversation(5);
  const state = hear(ada(there), there.say(GRACE.id, "@ada", { mentions: [ADA.id] }));
  assert.deepEqual([state.conversations.get(5).unread, state.conversations.get(5).mentions], [1, 1]);
});

test("what a summary has counted is not counted again", () => {
  const there = new Conversation(5);
  const event = there.say(GRACE.id, "hello");
  const state = hear(ada(there), event);
  assert.equal(state.conversations.get(5).unread, 1);
  assert.equal(state.logs.get(5).chunks.get(0).entries.length, 1, "it is in the log all the same");
});

test("summaries taken together are as those taken one after another, and the same ones again change nothing", () => {
  const there = [5, 6, 7].map((id) => new Conversation(id));
  const state = ada(there[0]);
  there[0].say(GRACE.id, "hello");
  there[2].say(GRACE.id, "@ada", { mentions: [ADA.id] });
  const summaries = there.map((each) => each.summary());
  const together = hear(state, synced(there));
  const apart = summaries.reduce((next, conversation) => reduce(next, { type: "summed", conversation }), state);
  assert.deepEqual(together.conversations, apart.conversations);
  assert.deepEqual([...together.people], [...apart.people]);
  assert.deepEqual([...together.conversations.values()].map(({ unread }) => unread), [1, 0, 1]);
  const again = hear(together, synced(there));
  for (const part of ["conversations", "people", "gone", "uncertain"]) assert.equal(again[part], together[part], part);
});

test("a change of an unread message makes the counts uncertain, and a summary settles them", () => {
  const there = new Conversation(5);
  there.say(GRACE.id, "hello");
  const doubtful = hear(ada(there), there.edit(1, "@ada", [ADA.id]));
  assert.deepEqual([...doubtful.uncertain], [5]);
  const settled = reduce(doubtful, { type: "summed", conversation: there.summary() });
  assert.equal(settled.uncertain.size, 0);
  assert.equal(settled.conversations.get(5).mentions, 1);
});

test("a change of a message that was read changes no count", () => {
  const there = new Conversation(5);
  there.say(GRACE.id, "hello");
  there.read = 1;
  assert.equal(hear(ada(there), there.remove(1)).uncertain.size, 0);
});

test("a summary older than what was counted is no news", () => {
  const there = new Conversation(5);
  there.say(GRACE.id, "one");
  const old = there.summary();
  const state = hear(ada(there), there.say(GRACE.id, "two"));
  assert.equal(reduce(state, { type: "summed", conversation: old }), state);
});

test("reading to the end clears the counts at once, and is told to the server", () => {
  const there = new Conversation(5);
  there.say(GRACE.id, "@ada", { mentions: [ADA.id] });
  const state = reduce(ada(there), { type: "read", conversation: 5, seq: 1 });
  assert.deepEqual([state.conversations.get(5).unread, state.conversations.get(5).mentions], [0, 0]);
  assert.deepEqual([...state.reads], [[5, 1]]);
  assert.equal(reduce(state, { type: "told", conversation: 5, seq: 1, read: 1 }).reads.size, 0);
});

test("what was read without network is still read after a sync that knows nothing of it", () => {
  const there = new Conversation(5);
  there.say(GRACE.id, "one");
  const away = reduce(ada(there), { type: "read", conversation: 5, seq: 1 });
  assert.equal(hear(away, synced([there])).conversations.get(5).unread, 0);
  const event = there.say(GRACE.id, "two");
  const back = hear(away, synced([there]), event);
  assert.deepEqual([...back.uncertain], [5], "one of two: the server counts, once it knows");
});

test("reading on another device clears the counts here", () => {
  const there = new Conversation(5);
  there.say(GRACE.id, "hello");
  const state = hear(ada(there), { ev: "receipt.read", conversation: 5, user: ADA.id, seq: 1 });
  assert.equal(state.conversations.get(5).unread, 0);
  assert.equal(hear(state, { ev: "receipt.read", conversation: 5, user: ADA.id, seq: 0 }), state, "a cursor only rises");
});

test("how far others have read is remembered, and only rises", () => {
  const there = new Conversation(5);
  there.say(ADA.id, "hello");
  const state = hear(ada(there), { ev: "receipt.read", conversation: 5, user: GRACE.id, seq: 1 });
  assert.equal(state.readers.get(5).get(GRACE.id), 1);
  assert.equal(hear(state, { ev: "receipt.read", conversation: 5, user: GRACE.id, seq: 0 }), state);
});

test("an edit and a deletion of the last message are seen in the list", () => {
  const there = new Conversation(5);
  let state = hear(ada(there), there.say(GRACE.id, "helo"), there.edit(1, "hello"));
  assert.equal(state.conversations.get(5).last.text, "hello");
  state = hear(state, there.remove(1));
  assert.equal(state.conversations.get(5).last.deleted, true);
});

test("typing ends with the message, or after five seconds", () => {
  const there = new Conversation(5);
  const typing = hear(ada(there), { ev: "typing", conversation: 5, user: GRACE.id });
  assert.deepEqual([...typing.typing.get(5).keys()], [GRACE.id]);
  assert.equal(hear(typing, there.say(GRACE.id, "hello")).typing.size, 0);
  assert.equal(reduce(typing, { type: "clock", now: NOW + 4_999 }), typing);
  assert.equal(reduce(typing, { type: "clock", now: NOW + 5_000 }).typing.size, 0);
});

test("a letter is shown until its own message stands in the log", () => {
  const there = new Conversation(5);
  const letter = { client_id: "k", conversation: 5, text: "hello", queued_at: "2026-01-01T00:00:00.000Z" };
  let state = hear(ada(there), { ev: "client.queued", letter });
  const event = there.say(ADA.id, "hello", { client_id: "k" });
  state = hear(state, { ev: "client.acknowledged", letter, conversation: 5, seq: 1 });
  assert.equal(state.letters.get("k").stored, true, "sent, and not gone before its message is here");
  assert.equal(hear(state, event).letters.size, 0);
});

test("a letter acknowledged after its message is gone at once, and one whose message is far away with the catching up", () => {
  const there = new Conversation(5);
  const letter = { client_id: "k", conversation: 5, text: "hello", queued_at: "2026-01-01T00:00:00.000Z" };
  const acknowledged = { ev: "client.acknowledged", letter, conversation: 5, seq: 1 };
  const waiting = hear(ada(there), { ev: "client.queued", letter });
  assert.equal(hear(waiting, there.say(ADA.id, "hello", { client_id: "k" }), acknowledged).letters.size, 0);
  assert.equal(hear(waiting, acknowledged, { ev: "client.caught_up" }).letters.size, 0);
});

test("a first letter to a person moves into the conversation that it has made", () => {
  const letter = { client_id: "k", to: GRACE.id, text: "psst", queued_at: "2026-01-01T00:00:00.000Z" };
  const direct = new Conversation(9, { kind: "direct", peer: GRACE });
  let state = hear(ada(), { ev: "client.queued", letter }, { ev: "client.acknowledged", letter, conversation: 9, seq: 1 });
  assert.equal(state.letters.get("k").conversation, 9);
  state = hear(state, { ev: "conversation.added", conversation: direct.summary() }, direct.say(ADA.id, "psst", { client_id: "k" }));
  assert.equal(state.letters.size, 0);
  assert.equal(state.people.get(GRACE.id), state.people.get(direct.summary().peer.id));
});

test("a conversation one is no longer in goes with everything that is known of it", () => {
  const there = new Conversation(5);
  let state = hear(ada(there), there.say(GRACE.id, "hello"), { ev: "typing", conversation: 5, user: GRACE.id });
  state = hear(state, { ev: "client.gone", conversation: 5 });
  for (const part of /** @type {const} */ (["conversations", "logs", "typing", "gone"])) assert.equal(state[part].size, 0, part);
});

test("what one was about to say there stays, with the conversation's name, until one is back", () => {
  const there = new Conversation(5);
  const letter = { client_id: "k", conversation: 5, text: "too late", queued_at: there.summary().last_at };
  let state = hear(ada(there), { ev: "client.queued", letter });
  state = reduce(state, { type: "drafted", key: "c5", text: "not said" });
  assert.deepEqual(leftBehind(state), []);
  state = hear(state, { ev: "client.gone", conversation: 5 });
  assert.deepEqual(leftBehind(state).map(({ text }) => text), ["too late", "not said"]);
  assert.equal(state.gone.get(5), "friends");
  state = hear(state, { ev: "conversation.added", conversation: there.summary() });
  assert.deepEqual([leftBehind(state), state.gone.size, state.drafts.get("c5")], [[], 0, "not said"]);
});

test("a letter that another tab has sent before it was found here is not shown beside its message", () => {
  const there = new Conversation(5);
  const direct = new Conversation(6, { kind: "direct", peer: GRACE });
  const letter = { client_id: "k", text: "hello", queued_at: "" };
  const sent = [there.say(ADA.id, "hello", { client_id: "k" }), direct.say(ADA.id, "hello", { client_id: "l" })];
  const state = hear(ada(there, direct), ...sent);
  const shown = (/** @type {any} */ more) => hear(state, { ev: "client.queued", letter: { ...letter, ...more } }).letters.size;
  assert.deepEqual([shown({ conversation: 5 }), shown({ client_id: "l", to: GRACE.id }), shown({ client_id: "m", conversation: 5 })], [0, 0, 1]);
});

test("that nothing is kept is known until something is, and nothing waits that was not", () => {
  const there = new Conversation(5);
  const letter = { client_id: "k", conversation: 5, text: "too late", queued_at: "" };
  const full = hear(ada(there), { ev: "client.queued", letter }, { ev: "client.storage", error: new Error("full") });
  assert.equal(full.unkept, true);
  const written = reduce(full, { type: "kept", so: true });
  assert.equal(written.unkept, true, "a letter waits that may be nowhere but here");
  assert.equal(reduce(hear(written, there.say(ADA.id, "too late", { client_id: "k" })), { type: "kept", so: true }).unkept, false);
});

test("of the lobby, whoever looks at it counts anew when somebody unknown is there", () => {
  const lobby = new Conversation(0, { kind: "lobby" });
  const looking = reduce(ada(lobby), { type: "shown", conversation: 0, chunk: 0 });
  const presence = { ev: "presence", user: 77, online: true, seen_at: null };
  assert.deepEqual([...hear(looking, presence).uncertain], [0]);
  assert.deepEqual([...hear(looking, lobby.say(77, "I am new")).uncertain], [0]);
  assert.equal(hear(ada(lobby), presence).uncertain.size, 0, "nobody looks");
  assert.equal(hear(looking, lobby.say(ADA.id, "I am not")).uncertain.size, 0);
});

test("a group's members are counted as they come and go", () => {
  const there = new Conversation(5);
  assert.equal(hear(ada(there), there.join(77)).conversations.get(5).members, 3);
});

test("of a conversation that begins anew the old entries are forgotten", () => {
  const there = new Conversation(5);
  const before = hear(reduce(ada(there), { type: "shown", conversation: 5, chunk: 0 }), there.say(GRACE.id, "old"));
  for (let count = 0; count < 250; count++) there.say(GRACE.id, `number ${count}`);
  const state = hear(before, synced([there], { reset: [5] }), ...there.log.slice(-200));
  assert.equal(state.logs.get(5).chunks.has(0), true);
  assert.equal(state.logs.get(5).chunks.get(0).low, 52);
  assert.equal(state.conversations.get(5).unread, 251);
});

test("in another database everything is forgotten, and somebody else finds nothing of one's own", () => {
  const there = new Conversation(5);
  const before = reduce(hear(ada(there), there.say(GRACE.id, "mine")), { type: "drafted", key: "c5", text: "secret" });
  for (const change of [{ epoch: "two" }, { user: GRACE }]) {
    const state = hear(before, { ...hello, ...change });
    assert.equal(state.conversations.size + state.logs.size + state.drafts.size, 0);
  }
});

test("in another database one's letters are one's own still, and somebody else's never", () => {
  const letter = { client_id: "k", conversation: 5, text: "hello", queued_at: "2026-01-01T00:00:00.000Z" };
  const before = hear(ada(new Conversation(5)), { ev: "client.queued", letter });
  assert.equal(hear(before, { ...hello, epoch: "two" }).letters.size, 1);
  assert.equal(hear(before, { ...hello, user: GRACE }).letters.size, 0);
});

test("a page that was asked for before everything was forgotten is not shown", () => {
  const there = new Conversation(5);
  there.say(GRACE.id, "of the old database");
  const asking = reduce(ada(there), { type: "loading", conversation: 5, chunk: 0 });
  const state = hear(asking, { ...hello, epoch: "two" }, synced([there], { strangers: true }));
  const page = { type: /** @type {const} */ ("loaded"), conversation: 5, chunk: 0, messages: there.history(0, 100), head: 1 };
  assert.equal(reduce(state, page), state);
});

test("without a connection nobody is said to be here, or typing", () => {
  const there = new Conversation(5);
  const state = hear(ada(there), { ev: "presence", user: GRACE.id, online: true, seen_at: null }, { ev: "typing", conversation: 5, user: GRACE.id });
  assert.equal(state.presence.get(GRACE.id).online, true);
  const away = hear(state, { ev: "client.status", status: "offline", retry_at: 7 });
  assert.deepEqual([away.presence.size, away.typing.size, away.retryAt], [0, 0, 7]);
});

test("an event changes what it is about and nothing else", () => {
  const [one, other] = [new Conversation(5), new Conversation(6)];
  const before = hear(ada(one, other), one.say(GRACE.id, "a"), other.say(GRACE.id, "b"));
  const after = hear(before, one.say(GRACE.id, "c"));
  assert.equal(after.conversations.get(6), before.conversations.get(6));
  assert.equal(after.logs.get(6), before.logs.get(6));
  for (const part of /** @type {const} */ (["people", "presence", "letters", "typing", "readers", "drafts", "reads"]))
    assert.equal(after[part], before[part], part);
});

test("a sync that brings nothing new leaves everything as it was", () => {
  const there = new Conversation(5, { kind: "direct", peer: GRACE });
  const before = hear(ada(there), there.say(GRACE.id, "a"));
  const after = hear(before, synced([there]));
  assert.equal(after.conversations.get(5), before.conversations.get(5));
  assert.equal(after.logs, before.logs);
  assert.equal(after.people, before.people);
});

test("events of a later version are passed over", () => {
  const there = new Conversation(5);
  const state = ada(there);
  assert.equal(hear(state, { ev: "weather.changed", conversation: 5 }), state);
  const strange = hear(state, { ev: "poll.opened", conversation: 5, seq: 1, by: 2, at: "2026-01-01T00:00:01.000Z" });
  assert.equal(strange.conversations.get(5).head, 1, "but have their place in the log");
});

test("a person who is met again unchanged changes nothing, and one's own new face is one's own", () => {
  const state = reduce(ada(), { type: "met", users: [GRACE] });
  assert.equal(reduce(state, { type: "met", users: [{ ...GRACE }] }), state);
  assert.equal(reduce(state, { type: "met", users: [{ ...ADA, display_name: "Ada L." }] }).me?.display_name, "Ada L.");
});

test("of a thousand busy conversations not every log is held, but the one that is shown is", () => {
  const there = Array.from({ length: 400 }, (_, id) => new Conversation(id));
  let state = reduce(ada(...there), { type: "shown", conversation: 0, chunk: 0 });
  for (const each of there) state = hear(state, each.say(GRACE.id, "hello"));
  assert.ok(state.logs.size <= 150);
  assert.ok(state.logs.has(0) && state.logs.has(399));
  assert.equal(state.conversations.get(7).unread, 1, "what is not held is counted all the same");
});

test("years of talk stay in bounds", () => {
  const [shown, other] = [new Conversation(5), new Conversation(6)];
  let state = reduce(ada(shown, other), { type: "shown", conversation: 5, chunk: 0 });
  for (let count = 0; count < 10_000; count++) state = hear(state, shown.say(GRACE.id, "x"), other.say(GRACE.id, "y"));
  assert.ok(state.logs.get(5).chunks.size <= 60);
  assert.ok(state.logs.get(6).chunks.size <= 2);
  state = reduce(state, { type: "hidden" });
  assert.ok(state.logs.get(5).chunks.size <= 2);
});

test("one's own role changes as it is told, and nobody else's does", () => {
  const there = new Conversation(5);
  const role = (/** @type {any} */ state) => state.conversations.get(5).role;
  const told = (/** @type {number} */ user, /** @type {number} */ seq) =>
    ({ ev: "member.role", conversation: 5, seq, at: "2026-01-01T00:00:00Z", by: GRACE.id, user, role: "moderator" });
  const before = hear(BEGINNING, hello, synced([there]), { ev: "client.caught_up" });
  const { head } = before.conversations.get(5);
  const others = hear(before, told(GRACE.id, head + 1));
  assert.equal(role(others), role(before));
  assert.equal(role(hear(others, told(ADA.id, head + 2))), "moderator");
});

test("rights follow the policy table", () => {
  const place = (/** @type {any} */ facts) => /** @type {any} */ ({ kind: "group", role: "member", public: false, ...facts });
  assert.deepEqual(["member", "moderator", "owner"].map((role) => mayInvite(place({ role }))), [false, true, true]);
  assert.ok(mayInvite(place({ public: true })));
  assert.ok(!mayInvite(place({ kind: "channel" })), "a private channel's members may not");
  assert.ok(!mayInvite(place({ kind: "lobby", public: true })));
  assert.deepEqual(["member", "moderator", "owner"].map((role) => mayDeleteAny(place({ role }))), [false, true, true]);
  assert.ok(!mayDeleteAny(place({ kind: "direct", role: "owner" })));
});
