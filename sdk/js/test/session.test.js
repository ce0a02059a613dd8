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

test("no request is too long for a frame", () => {
  const cursors = Object.fromEntries(Array.from({ length: 9_000 }, (_, index) => [10 ** 9 + index, 10 ** 7]));
  const session = new Session({ cursors, epoch: "e".repeat(20) });
  session.begin("e".repeat(20), ME);
  names(session.synced(answer([said(1, 5)], { 5: 1 }, { epoch: "e".repeat(20), more: true })));
  const request = session.syncRequest();
  assert.ok(JSON.stringify(request).length < 65_000);
  assert.equal(request.cursors[5], 1, "the latest ones are told rather than the oldest");
  const known = answer([said(1, 5)], { 5: 1 }, { epoch: "e".repeat(20), more: true });
  assert.equal(names(session.synced(known)).at(-1), "client.caught_up", "and an answer without news ends it");
});
