// socket.io with rooms and acknowledgements, WebSocket only, heartbeats further apart than a run. Nothing is stored.
"use strict";
const { createServer } = require("node:http");
const { Server } = require("socket.io");

let lastId = 0;
const http = createServer();
const io = new Server(http, {
  transports: ["websocket"],
  perMessageDeflate: false,
  pingInterval: 600000,
  serveClient: false,
});
io.on("connection", (socket) => {
  socket.on("init", (names, done) => {
    socket.join(names);
    done();
  });
  socket.on("message", (message, done) => {
    message.message_id = String(++lastId).padStart(19, "0");
    done({ temp_id: message.temp_id, message_id: message.message_id });
    io.to(message.block_id).emit("message", message);
  });
});
http.listen({ host: "127.0.0.1", port: Number(process.argv[2]), backlog: 4096 });
