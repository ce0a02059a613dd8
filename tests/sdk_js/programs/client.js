// One client, driven by lines of JSON: what to do comes in, events and answers go out.

import { createInterface } from "node:readline";
import { Client } from "../../../sdk/js/src/index.js";
import { fileOutbox } from "../../../sdk/js/src/file.js";

const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);
const problem = ({ name, code, message, sent, retry_after }) => ({ name, code, message, sent, retry_after });

const { file, ...options } = JSON.parse(process.argv[2]);
const client = new Client({
  ...options,
  ...(file && { outbox: fileOutbox(file) }),
  onEvent: (event) => say(event.error ? { ...event, error: problem(event.error) } : event),
});

const verbs = {
  start: () => client.start(),
  stop: () => client.stop(),
  hurry: () => client.hurry(),
  lull: () => client.lull(),
  send: (message, options) => client.send(message, options).client_id,
  deliver: (message, options) => client.send(message, options).done,
  cancel: (client_id) => client.cancel(client_id),
  retry: (client_id) => client.retry(client_id)?.done,
  ask: (op, fields, options) => client.ask(op, fields, options),
  post: (op, fields) => client.post(op, fields),
  state: () => client.state(),
  know: () => ({ me: client.me, status: client.status, waiting: client.waiting, token: client.token }),
};

const lines = createInterface({ input: process.stdin });
lines.on("close", () => process.exit()); // Node waits long for a WebSocket whose other end has gone silent
lines.on("line", async (line) => {
  const { number, verb, given } = JSON.parse(line);
  try {
    say({ number, ok: (await verbs[verb](...given)) ?? null });
  } catch (error) {
    say({ number, error: problem(error) });
  }
});
