// uWebSockets.js at its best: native topics, one publish a message, no compression. Nothing is stored.
"use strict";
const uws = require("uwebsockets");

const text = new TextDecoder();
let lastId = 0;

const app = uws.App().ws("/*", {
  compression: uws.DISABLED,
  idleTimeout: 0,
  sendPingsAutomatically: false,
  // Past its bound uWebSockets drops a publish silently; the load proves that every receiver got everything.
  maxBackpressure: 64 * 1024 * 1024,
  message(socket, raw) {
    const message = JSON.parse(text.decode(raw));
    if (message.type === "INIT") {
      for (const name of message.rooms) socket.subscribe(name);
      socket.send(JSON.stringify({ type: "SYSTEM", message: "join" }));
      return;
    }
    message.message_id = String(++lastId).padStart(19, "0");
    socket.send(JSON.stringify({ type: "CONFIRM", temp_id: message.temp_id, message_id: message.message_id }));
    app.publish(message.block_id, JSON.stringify(message));
  },
});
app.listen("127.0.0.1", Number(process.argv[2]), (listening) => {
  if (!listening) process.exit(1);
});
