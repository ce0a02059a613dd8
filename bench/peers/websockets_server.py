"""The Python `websockets` library on uvloop: one `broadcast()` a message. Nothing is stored."""

import json
import sys
from collections import defaultdict
from itertools import count

import uvloop
from websockets.asyncio.server import ServerConnection, broadcast, serve

rooms: defaultdict[str, set[ServerConnection]] = defaultdict(set)
ids = count(1)


async def serve_connection(socket: ServerConnection) -> None:
    """Joins the rooms of the first message, then passes every further one on."""
    joined = json.loads(await socket.recv())["rooms"]
    for name in joined:
        rooms[name].add(socket)
    await socket.send('{"type":"SYSTEM","message":"join"}')
    try:
        async for raw in socket:
            message = json.loads(raw)
            message["message_id"] = f"{next(ids):019d}"
            confirm = {
                "type": "CONFIRM",
                "temp_id": message["temp_id"],
                "message_id": message["message_id"],
            }
            await socket.send(json.dumps(confirm, separators=(",", ":")))
            broadcast(rooms[message["block_id"]], json.dumps(message, separators=(",", ":")))
    finally:
        for name in joined:
            rooms[name].discard(socket)


async def main(port: int) -> None:
    """Serves until the process is ended."""
    async with serve(
        serve_connection,
        "127.0.0.1",
        port,
        compression=None,
        ping_interval=None,
        backlog=4096,
        write_limit=64 * 1024 * 1024,
    ) as server:
        await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))
