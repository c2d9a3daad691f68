"""Stands between a client and a game, and writes down what they say to each other, item by item, for people and for
Tests/TelnetTests/GoldenTests.swift, which replays the client's part:

  record_negotiation.py GAME_PORT FILE [COMMENT]    prints the port to connect to; ends when the client goes

What comes compressed (MCCP2, MCCP3) is written as what it means. Standard library only.
"""
import asyncio, sys, zlib

OPTIONS = {0: "BINARY", 1: "ECHO", 3: "SGA", 5: "STATUS", 6: "TM", 24: "TTYPE", 25: "EOR", 31: "NAWS", 32: "TSPEED",
           33: "LFLOW", 34: "LINEMODE", 35: "XDISPLOC", 36: "ENVIRON", 37: "AUTHENTICATION", 38: "ENCRYPT",
           39: "NEW-ENVIRON", 42: "CHARSET", 69: "MSDP", 70: "MSSP", 85: "MCCP1", 86: "MCCP2", 87: "MCCP3", 90: "MSP",
           91: "MXP", 93: "ZMP", 200: "ATCP", 201: "GMCP"}
VERBS = {251: "WILL", 252: "WONT", 253: "DO", 254: "DONT"}
COMMANDS = {239: "EOR", 241: "NOP", 242: "DM", 243: "BRK", 244: "IP", 246: "AYT", 247: "EC", 248: "EL", 249: "GA"}


def quoted(data):
    """Bytes as text in quotes, and by number what no quotes hold."""
    words, text = [], ""
    for byte in data:
        if 32 <= byte < 127 and byte not in b'"':
            text += chr(byte)
            continue
        if text: words.append(f'"{text}"')
        text = ""
        words.append(str(byte))
    if text: words.append(f'"{text}"')
    return " ".join(words)


class Side:
    """One direction, taken apart into items."""
    def __init__(self, name, marker, out):
        self.name, self.marker, self.out = name, marker, out
        self.raw, self.inflater = b"", None

    def feed(self, data):
        while data:
            if self.inflater:
                try:
                    plain = self.inflater.decompress(data)
                except zlib.error:
                    plain, self.inflater, data = data, None, b""  # it said that it compresses, and does not
                else:
                    data = self.inflater.unused_data
                    if self.inflater.eof: self.inflater = None
                self.raw += plain
                mark = " compressed" if self.inflater else ""
                self.items(mark)
                continue
            self.raw += data
            data = self.items("")

    def items(self, mark):
        """Writes all whole items; gives back what follows the begin of a compressed stream."""
        raw, i = self.raw, 0
        while i < len(raw):
            if raw[i] != 255:
                end = raw.find(b"\xff", i)
                end = len(raw) if end < 0 else end
                self.line(mark, quoted(raw[i:end]))
                i = end
            elif i + 1 >= len(raw):
                break
            elif raw[i + 1] in VERBS:
                if i + 2 >= len(raw): break
                self.line(mark, f"IAC {VERBS[raw[i + 1]]} {OPTIONS.get(raw[i + 2], raw[i + 2])}")
                i += 3
            elif raw[i + 1] == 250:
                end = raw.find(b"\xff\xf0", i)
                if end < 0: break
                body = quoted(raw[i + 3:end])
                self.line(mark, f"IAC SB {OPTIONS.get(raw[i + 2], raw[i + 2])} {body} IAC SE".replace("  ", " "))
                option, i = raw[i + 2], end + 2
                if option == self.marker and not mark:
                    self.raw, self.inflater = b"", zlib.decompressobj()
                    return raw[i:]
            else:
                self.line(mark, f"IAC {COMMANDS.get(raw[i + 1], raw[i + 1])}")
                i += 2
        self.raw = raw[i:]
        return b""

    def line(self, mark, text):
        self.out.write(f"{self.name}{mark}: {text}\n")
        self.out.flush()


async def main(port, path, comment):
    out, done = open(path, "w"), asyncio.Event()
    if comment: out.write(f"# {comment}\n")

    async def pump(reader, writer, side):
        while data := await reader.read(65536):
            side.feed(data)
            writer.write(data)
        writer.close()

    async def client(reader, writer):
        game_reader, game_writer = await asyncio.open_connection("127.0.0.1", port)
        server, client = Side("server", 86, out), Side("client", 87, out)
        await asyncio.gather(
            pump(reader, game_writer, client), pump(game_reader, writer, server), return_exceptions=True)
        done.set()

    listener = await asyncio.start_server(client, "127.0.0.1", 0)
    print(listener.sockets[0].getsockname()[1], flush=True)
    await done.wait()


asyncio.run(main(int(sys.argv[1]), sys.argv[2], " ".join(sys.argv[3:])))
