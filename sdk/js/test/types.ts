// What a program in TypeScript may rely on: checked by tsc, never run.

import { Client, ConnectionLost, HubbubError, memoryOutbox } from "../src/index.js";
import type { ClientEvent, Kind, LogEvent, Message, Role, Summary } from "../src/index.js";

const client = new Client({ url: "http://localhost:8000", name: "ada", outbox: memoryOutbox(), onEvent });

function onEvent(event: ClientEvent): void {
  switch (event.ev) {
    case "client.synced":
      event.conversations.map((summary: Summary): Kind => summary.kind);
      break;
    case "message.sent":
      event.text.toUpperCase();
      event satisfies LogEvent;
      break;
    case "member.role":
      event.role satisfies Role | string;
      break;
    case "client.status":
      event.retry_at?.toFixed();
      // @ts-expect-error: it is no property of this event
      event.text;
      break;
    // @ts-expect-error: there is no such event
    case "message.sung":
      break;
  }
}

export async function talk(): Promise<Message[]> {
  await client.ask("ping");
  const sent = await client.send({ conversation: 0, text: "hello" }).done;
  client.send({ to: 7, text: "psst", files: ["f"] });
  // @ts-expect-error: either or
  client.send({ to: 7, conversation: 0, text: "psst" });
  // @ts-expect-error: a conversation is a number
  await client.ask("message.history", { conversation: "0" });
  // @ts-expect-error: there is no such operation
  await client.ask("message.sing", {});
  // @ts-expect-error: its fields are needed
  await client.ask("message.edit");
  try {
    return (await client.ask("message.history", { conversation: 0, before: sent.seq }, { timeout: 1000 })).messages;
  } catch (error) {
    if (error instanceof ConnectionLost) error.sent satisfies boolean;
    if (error instanceof HubbubError) error.code satisfies string;
    return [];
  }
}
