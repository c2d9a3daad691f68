"""A network between a player and the game: `cut_proxy.py PORT`.

Prints the port that it listens on and passes everything on to PORT. A line `cut` on its standard input ends all
connections as a network does that fails, and lets none begin; `mend` lets new ones begin.
"""

import asyncio
import socket
import struct
import sys

links = set()
is_cut = False


async def pump(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    writer.close()


async def serve(reader, writer):
    if is_cut:
        return writer.transport.abort()
    game_reader, game_writer = await asyncio.open_connection("127.0.0.1", int(sys.argv[1]))
    link = (writer, game_writer)
    links.add(link)
    await asyncio.gather(pump(reader, game_writer), pump(game_reader, writer))
    links.discard(link)


def cut():
    for link in list(links):
        for writer in link:
            # Without a word: what is on its way is lost, the other end reads of a reset.
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()


async def main():
    global is_cut
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        is_cut = line.strip() == "cut"
        if is_cut:
            cut()
        print("done", flush=True)


asyncio.run(main())
