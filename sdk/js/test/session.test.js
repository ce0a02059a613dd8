import assert from "node:assert/strict";
import { test } from "node:test";
import { Session } from "../src/session.js";

const ME = 7;
const said = (seq, conversation = 1) => ({ ev: "message.sent", conversation, seq, at: "", by: 2, text: `${seq}` });
const summary = (id, head) => ({ id, head });
const answer = (events, heads, more = {}) => ({
  epoch: "e",
  conversations: Object.entries(heads).map(([id, head]) => summary(Number(id), head)),
  events,
  reset: [],
  more: false,
  ...more,
});
const names = (events) => [...events].map((event) => (event.seq ? `${event.conversation}:${event.seq}` : event.ev));

function caughtUp(head = 3) {
  const session = new Session();
  session.begin("e", ME);
  assert.deepEqual(session.syncRequest(), { cursors: {}, epoch: "e" });
  const events = Array.from({ length: head }, (_, index) => said(index + 1));
  names(session.synced(answer(events, { 1: head })));
  return session;
}

test("what is next is shown, what is known is dropped", () => {
  const session = caughtUp();
  assert.deepEqual(names(session.receive(said(4))), ["1:4"]);
  assert.deepEqual(names(session.receive(said(4))), []);
  assert.deepEqual(names(session.receive(said(2))), []);
  assert.equal(session.wantsSync, false);
});

test("what is behind a gap is held, with everything else, until the gap is filled", () => {
  const session = caughtUp();
  assert.deepEqual(names(session.receive(said(6))), []);
  assert.equal(session.wantsSync, true);
  assert.deepEqual(session.syncRequest(), { cursors: { 1: 3 }, epoch: "e" });
  assert.deepEqual(names(session.receive({ ev: "typing", conversation: 1, user: 2 })), []);
  assert.deepEqual(names(session.receive(said(7))), []);
  const shown = names(session.synced(answer([said(4), said(5), said(6)], { 1: 6 })));
  assert.deepEqual(shown, ["client.synced", "1:4", "1:5", "1:6", "typing", "1:7", "client.caught_up"]);
});

test("a jump inside an answer is what membership hides", () => {
  const session = caughtUp();
  session.hold();
  session.syncRequest();
  assert.deepEqual(names(session.synced(answer([said(9)], { 1: 9 }))), ["client.synced", "1:9", "client.caught_up"]);
});

test("while there is more, it is asked for, and nothing is released", () => {
  const session = caughtUp();
  names(session.receive(said(6)));
  session.syncRequest();
  assert.deepEqual(names(session.synced(answer([said(4)], { 1: 6 }, { more: true }))), ["client.synced", "1:4"]);
  assert.equal(session.wantsSync, true);
  assert.deepEqual(session.syncRequest().cursors, { 1: 4 });
});

test("a conversation that one has come into is asked for if its head is above what is known", () => {
  const session = caughtUp();
  assert.deepEqual(names(session.receive({ ev: "conversation.added", conversation: summary(1, 3) })), ["conversation.added"]);
  assert.equal(session.wantsSync, false);
  assert.deepEqual(names(session.receive({ ev: "conversation.added", conversation: summary(2, 1) })), ["conversation.added"]);
  assert.equal(session.wantsSync, true);
});

test("what a break has left held is forgotten: the next sync tells it again", () => {
  const session = caughtUp();
  names(session.receive(said(6)));
  session.end();
  session.begin("e", ME);
  assert.deepEqual(names(session.synced(answer([said(4), said(5), said(6)], { 1: 6 }))).slice(1, 4), ["1:4", "1:5", "1:6"]);
});

test("a reset begins with the newest", () => {
  const session = caughtUp();
  session.hold();
  const shown = [...session.synced(answer([said(901)], { 1: 901 }, { reset: [1] }))];
  assert.deepEqual(shown[0].reset, [1]);
  assert.equal(shown[0].strangers, false);
  assert.equal(session.cursors.get(1), 901);
  session.hold();
  names(session.synced(answer([said(1)], { 1: 1 }, { reset: [1] })));
  assert.equal(session.cursors.get(1), 1, "also where the log is shorter now");
});

test("another database, and another user, make strangers, once", () => {
  for (const [epoch, user] of [["other", ME], ["e", 8]]) {
    const session = caughtUp();
    session.end();
    session.begin(epoch, user);
    assert.deepEqual(session.syncRequest(), { cursors: {}, epoch });
    const [first] = session.synced(answer([], { 1: 3 }, { epoch, more: true }));
    assert.equal(first.strangers, true);
    const [second] = session.synced(answer([], { 1: 3 }, { epoch }));
    assert.equal(second.strangers, false);
  }
});

test("what was left while away is gone, once, and its cursor stays", () => {
  const session = caughtUp();
  session.hold();
  assert.deepEqual(names(session.synced(answer([], {}))), ["client.synced", "client.gone", "client.caught_up"]);
  session.hold();
  assert.deepEqual(names(session.synced(answer([], {}))), ["client.synced", "client.caught_up"]);
  assert.equal(session.cursors.get(1), 3);
});

test("leaving before one's eyes is gone at once, and not again", () => {
  const session = caughtUp();
  const left = { ev: "member.left", conversation: 1, seq: 4, at: "", by: ME, user: ME };
  assert.deepEqual(names(session.receive(left)), ["1:4", "client.gone"]);
  session.hold();
  assert.deepEqual(names(session.synced(answer([], {}))), ["client.synced", "client.caught_up"]);
});

test("what cannot be had of a conversation that one has left is not asked for for ever", () => {
  const session = caughtUp();
  const removed = { ev: "member.removed", conversation: 1, seq: 6, at: "", by: 2, user: ME };
  names(session.receive(removed));
  let syncs = 0;
  let shown = [];
  while (session.wantsSync) {
    assert.ok(++syncs <= 2);
    session.syncRequest();
    shown = shown.concat(names(session.synced(answer([], {}))));
  }
  assert.deepEqual(shown, ["client.synced", "client.gone", "client.synced", "1:6", "client.caught_up"]);
});

test("more events than can be held are asked for once more", () => {
  const session = caughtUp();
  for (let seq = 5; seq < 10_100; seq += 1) names(session.receive(said(seq)));
  session.syncRequest();
  assert.deepEqual(names(session.synced(answer([said(4)], { 1: 4 }))), ["client.synced", "1:4"]);
  assert.equal(session.wantsSync, true);
});

test("a log event of a later version keeps its place", () => {
  const session = caughtUp();
  const later = { ev: "message.sung", conversation: 1, seq: 4, at: "", by: 2 };
  assert.deepEqual(names(session.receive(later)), ["1:4"]);
  assert.deepEqual(names(session.receive(later)), []);
  assert.deepEqual(names(session.receive({ ev: "receipt.read", conversation: 1, user: 2, seq: 99 })), ["receipt.read"].map(() => "1:99"));
  assert.equal(session.cursors.get(1), 4);
});

test("cursors say what was shown, also in the middle of an answer", () => {
  const session = caughtUp(0);
  session.hold();
  for (const event of session.synced(answer([said(1), said(2), said(3)], { 1: 3 }))) {
    if (event.seq) assert.equal(session.cursors.get(1), event.seq);
    if (event.seq === 2) break;
  }
  assert.equal(session.cursors.get(1), 2);
});

/** A server with so many conversations of one entry each, of which the client has all but the last. */
function crowded(count) {
  const ids = Array.from({ length: count }, (_, index) => 10 ** 9 + index);
  const session = new Session({ cursors: Object.fromEntries(ids.slice(0, -1).map((id) => [id, 10 ** 7])), epoch: "e" });
  session.begin("e", ME);
  const asks = ({ first = 0, last = Infinity }) => ids.filter((id) => first <= id && id <= last);
  const reply = (request, events = [], more = {}) =>
    answer(events.filter(({ conversation }) => asks(request).includes(conversation)), Object.fromEntries(asks(request).map((id) => [id, 1])), more);
  return { session, ids, reply };
}

test("more cursors than a frame has room for are told in parts, each once, and the answers are one", () => {
  const { session, ids, reply } = crowded(9_000);
  const news = [said(10 ** 7 + 1, ids[0]), said(1, ids.at(-1))];
  const told = [];
  let shown = [];
  for (let parts = 1; session.wantsSync; parts += 1) {
    assert.deepEqual(names(shown), [], "nothing is shown before the last part");
    assert.ok(parts < 10);
    const request = session.syncRequest();
    assert.ok(JSON.stringify({ op: "sync", id: 2 ** 53, ...request }).length <= 64 * 1024);
    told.push(...Object.keys(request.cursors).map(Number));
    shown = [...session.synced(reply(request, news))];
  }
  assert.deepEqual(told, ids.slice(0, -1));
  assert.deepEqual(shown[0].conversations.map(({ id }) => id), ids, "all of them, also those without a cursor");
  assert.deepEqual(names(shown).slice(1), [`${ids[0]}:10000001`, `${ids.at(-1)}:1`, "client.caught_up"]);
});

test("if any part has more, all are asked again, and nobody is caught up before", () => {
  const { session, reply } = crowded(9_000);
  let first = true;
  let rounds = 0;
  while (session.wantsSync) {
    const request = session.syncRequest();
    rounds += request.first === undefined;
    const shown = names(session.synced(reply(request, [], { more: first })));
    first = false;
    assert.equal(shown.includes("client.caught_up"), !session.wantsSync);
  }
  assert.equal(rounds, 2);
});

test("a break between two parts begins with the first again", () => {
  const { session, ids, reply } = crowded(9_000);
  names(session.synced(reply(session.syncRequest(), [said(10 ** 7 + 1, ids[0])])));
  session.end();
  session.begin("e", ME);
  const request = session.syncRequest();
  assert.equal(request.first, undefined);
  assert.equal(request.cursors[ids[0]], 10 ** 7, "what was not shown is not known");
});
