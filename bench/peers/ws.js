// The original's loop: parse, then for each client of the room stringify and send. One write a message and
// member, nothing is stored. Ids are counted in memory as the original counts them in its table.
"use strict";
const { WebSocketServer, WebSocket } = require("ws");

const rooms = new Map();
let lastId = 0;

function join(socket, names) {
  for (const name of names) {
    if (!rooms.has(name)) rooms.set(name, new Set());
    rooms.get(name).add(socket);
    socket.once("close", () => rooms.get(name).delete(socket));
  }
  socket.send(JSON.stringify({ type: "SYSTEM", message: "join" }));
}

function pass(socket, message) {
  message.message_id = String(++lastId).padStart(19, "0");
  socket.send(JSON.stringify({ type: "CONFIRM", temp_id: message.temp_id, message_id: message.message_id }));
  rooms.get(message.block_id).forEach((client) => {
    if (client.readyState === WebSocket.OPEN) client.send(JSON.stringify(message));
  });
}

const server = new WebSocketServer({ host: "127.0.0.1", port: Number(process.argv[2]), backlog: 4096 });
server.on("connection", (socket) => {
  socket.on("error", () => socket.terminate());
  socket.on("message", (raw) => {
    const message = JSON.parse(raw);
    if (message.type === "INIT") join(socket, message.rooms);
    else pass(socket, message);
  });
});
