// Sends numbers, one after the other, through an outbox in a file, and says each once it is safe from a SIGKILL.

import { setTimeout as pause } from "node:timers/promises";
import { Client } from "../../../sdk/js/src/index.js";
import { fileOutbox } from "../../../sdk/js/src/file.js";

const [url, name, file, first, count] = process.argv.slice(2);
const storage = fileOutbox(file);
const kept = {
  ...storage,
  put: async (letter) => {
    await storage.put(letter);
    process.stdout.write(`${letter.text}\n`);
  },
};
const client = new Client({ url, name, outbox: kept, backoff: { first: 20, most: 100 } });
client.start();
const sent = [];
for (let number = Number(first); number < Number(first) + Number(count); number += 1) {
  sent.push(client.send({ conversation: 0, text: `${number}` }).done);
  await pause(1);
}
await Promise.all(sent);
while (client.waiting.length) await pause(5);
await client.stop();
