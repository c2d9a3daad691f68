"""Plays over a WebSocket as no page does, by a subprotocol of mudstandards.org/websocket: web_player.py PORT.

Makes an account, talks, quits; prints as JSON what was agreed on, and what came beside text.
"""
import asyncio
import json
import sys

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

PROTOCOLS = ["json.mudstandards.org", "gmcp.mudstandards.org", "telnet.mudstandards.org"]
SUPPORTS = 'Core.Supports.Set ["Char 1", "Room 1"]'


async def main(port):
    async with connect(f"ws://127.0.0.1:{port}/socket", subprotocols=PROTOCOLS) as socket:
        told = []
        text = ""

        async def read(until):
            nonlocal text
            while until not in text:
                message = await socket.recv()
                if isinstance(message, bytes):
                    text += message.decode()
                else:
                    told.append(message.split(" ", 1)[0])

        await socket.send(SUPPORTS)
        for until, line in [
            ("Welcome to the trial.", "create Webber secret-of-Webber"),
            ("Here everything is tried.", "say Hello from afar"),
            ('You say, "Hello from afar"', "quit"),
        ]:
            await read(until)
            await socket.send(line.encode())
        try:
            await read("what never comes")
        except ConnectionClosed:
            pass
        print(json.dumps({"agreed": socket.subprotocol, "told": told, "code": socket.close_code}))


asyncio.run(main(int(sys.argv[1])))
