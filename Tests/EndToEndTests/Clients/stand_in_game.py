"""A stand-in for a game behind the web page: `stand_in_game.py FOLDER KEEP` gives out FOLDER and plays `/socket`.

Prints the port that it listens on. A player of it has others than those of a game: `cut` ends the connection, `forget` all
sessions too, `ask` and `ask later` ask for a password, `tell NAME JSON` sends structured data, `rights` makes a maker.
`/cut` cuts everybody, `/seen` gives all that pages have sent.
"""

import asyncio
import json
import mimetypes
import pathlib
import secrets
import sys

from websockets.asyncio.server import serve
from websockets.datastructures import Headers
from websockets.http11 import Response

folder, keep = pathlib.Path(sys.argv[1]), int(sys.argv[2])
POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; manifest-src 'self'; "
          "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
FRONT = {"name": "Hearth", "online": 2, "pages": [{"title": "100%", "category": "General"}]}
MAKER = {
    "status": {"server": "running", "generation": 1, "configuration": "debug", "portalPid": 1, "portalUptime": 5,
               "reloads": 0, "epoch": 1},
    "generations": {"live": 2, "generations": [{"number": n, "time": 0, "by": "Ann", "state": "good"} for n in (1, 2, 3)]},
    "sessions": [], "crashes": {"crashes": []}, "watch": {},
}
sessions, sockets, seen = {}, set(), []


class Session:
    def __init__(self, socket):
        self.socket, self.kept, self.line, self.isMaker, self.name, self.isAsked = socket, [], 0, False, None, False

    async def say(self, **message):
        self.kept.append({"n": len(self.kept) + 1, **message})
        if self.socket:
            await put(self.socket, self.kept[-1])

    async def tell(self, name, data):
        await self.say(message=name, data=data)

    async def ask(self):
        self.isAsked = True
        await self.say(echo=False)
        await self.say(prompt="Password: ")

    async def room(self, name, exits):
        await self.tell("Room.Info", {"num": 1, "name": name, "area": "keep", "environment": "indoors", "exits": exits})
        fire = "\x1b]8;;send:look fire\x1b\\the fire\x1b]8;;\x1b\\"
        await self.say(text=f"\x1b[1;33m{name}\x1b[0m\nA long hall. By {fire} sits Obelix with a lantern.\n")

    async def bye(self):
        await self.say(text="Good night.\n")
        await put(self.socket, {"bye": ""})
        for token in [token for token, session in sessions.items() if session is self]:
            del sessions[token]
        await self.socket.close(1000)

    async def enter(self, line):
        word, *rest = line.split(" ", 2)
        if self.isAsked:
            self.isAsked = False
            await self.say(echo=True)
            await self.say(text=f"{len(line)} letters.\n")
        elif self.name is None and word in ("connect", "con", "create") and len(rest) == 2:
            self.name = rest[0]
            await self.tell("Char.Name", {"name": self.name, "fullname": self.name})
            await self.tell("Comm.Channel.List", [{"name": name, "command": name} for name in ("public", "build")])
            await self.room("The Hall", {"n": 2, "e": 3, "trapdoor": 4})
        elif self.name is None and line == "ask":
            await self.ask()
        elif self.name is None:
            await self.say(prompt="Your name: ")
        elif line == "logout":
            self.name = None
            await self.say(prompt="Your name: ")
        elif line == "forget":
            sessions.clear()
        elif line == "cut":
            self.socket.transport.abort()
        elif line == "ask":
            await self.ask()
        elif line == "ask later":
            asyncio.get_running_loop().call_later(1, lambda: asyncio.ensure_future(self.ask()))
        elif line == "rights":
            self.isMaker = True
            await put(self.socket, {"rights": True})
        elif word == "tell" and rest[0][0].isupper() and "." in rest[0]:
            await self.tell(rest[0], json.loads(rest[1]))
        elif word == "flood":
            await self.say(text="".join(f"flood {number}\n" for number in range(int(rest[0]))))
        elif line in ("n", "north"):
            await self.room("The North", {"n": 2, "s": 1})
        else:
            await self.say(text=f"You did: {line}\n")


async def put(socket, message):
    try:
        await socket.send(json.dumps(message))
    except Exception:
        pass  # it is gone


async def give_token(session):
    if keep:
        token = secrets.token_hex(8)
        sessions[token] = session
        await put(session.socket, {"session": {"token": token, "keep": keep}})


async def begin(socket):
    session = Session(socket)
    await session.say(text="\nWelcome.\n\n")
    await session.say(prompt="Your name: ")
    await give_token(session)
    return session


async def resume(socket, message):
    session = sessions.get(message["resume"])
    if session is None:
        await put(socket, {"fresh": True})
        return await begin(socket)
    former, session.socket = session.socket, socket
    if former:
        asyncio.ensure_future(former.close(4001))
    await put(socket, {"resumed": {"line": session.line, "missed": 0}})
    for kept in session.kept[message.get("seen", 0):]:
        await put(socket, kept)
    if session.isMaker:
        await put(socket, {"rights": True})
    await give_token(session)
    return session


async def answer(session, message):
    if "line" in message and message["n"] > session.line:
        session.line = message["n"]
        await put(session.socket, {"got": session.line})
        await session.enter(message["line"])
    if message.get("message") == "Core.Goodbye":
        await session.bye()
    if "seen" in message:
        await put(session.socket, {"got": session.line})
    if asked := message.get("maker"):
        if asked["ask"] == "watch":
            # On its way when the page asked: it belongs to what it had before.
            await put(session.socket, {"maker": {"log": [{"number": 9, "log": "portal", "text": "of the last watch"}]}})
        if asked["ask"] in MAKER:
            await put(session.socket, {"maker": {"id": asked["id"], "answer": MAKER[asked["ask"]]}})
        if asked["ask"] == "watch":
            await put(session.socket, {"maker": {"log": [{"number": 1, "log": "portal", "text": f"after {session.line}"}]}})


async def play(socket):
    sockets.add(socket)
    await put(socket, {"game": "Hearth"})
    session = None if socket.request.path.endswith("?resume") else await begin(socket)
    try:
        async for text in socket:
            message = json.loads(text)
            # As far away as a game is: a test that does not wait for an answer fails always, not once in a hundred runs.
            await asyncio.sleep(0.05)
            seen.append(message)
            if session is None:
                session = await resume(socket, message)
            else:
                await answer(session, message)
    except Exception:
        pass  # it was cut
    sockets.discard(socket)
    if session and session.socket is socket:
        session.socket = None


def give(connection, request):
    path = request.path.split("?")[0]
    if path == "/socket":
        return None
    answers = {"/game.json": FRONT, "/game.webmanifest": {}, "/seen": seen, "/cut": {},
               "/help.json": {"title": "100%", "text": "All of it."}}
    if path == "/cut":
        for socket in list(sockets):
            socket.transport.abort()
    file = folder / ("index.html" if path == "/" else path[1:] + ("" if "." in path else ".html"))
    if path in answers:
        body, kind = json.dumps(answers[path]).encode(), "application/json"
    elif file.is_file():
        body, kind = file.read_bytes(), mimetypes.guess_type(file.name)[0] or "text/plain"
    else:
        return connection.respond(404, "There is no such page here.\n")
    return Response(200, "OK", Headers({
        "Content-Type": kind, "Content-Length": str(len(body)), "Content-Security-Policy": POLICY,
        "Cache-Control": "no-cache", "Connection": "close",
    }), body)


async def main():
    mimetypes.add_type("text/javascript", ".js")
    async with serve(play, "127.0.0.1", 0, process_request=give) as server:
        print(server.sockets[0].getsockname()[1], flush=True)
        await asyncio.get_running_loop().create_future()


asyncio.run(main())
