// What has happened in a conversation besides messages, as a sentence.

import { app } from "../../core/app.js";
import { t } from "../../words/words.js";

/** @param {import("../../core/types.js").Happened} entry */
export function sentenceOf(entry) {
  const who = app.nameOf(entry.by);
  const whom = entry.user === undefined ? "" : app.nameOf(entry.user);
  const say = (/** @type {string} */ key, what = "") => t(`event_${key}`, who, whom, what);
  switch (entry.ev) {
    case "conversation.created":
      return say("created", entry.name);
    case "member.joined":
      return say(entry.by === entry.user ? "joined" : "added");
    case "member.left":
      return say("left");
    case "member.removed":
      return say("removed");
    case "member.role":
      return say(`role_${entry.role}`);
    case "call.ended":
      return say(`call_${entry.outcome}`);
    default:
      if (entry.name !== undefined) return say("renamed", entry.name);
      if (entry.topic === undefined) return say("changed");
      return entry.topic ? say("topic", entry.topic) : say("topic_removed");
  }
}
