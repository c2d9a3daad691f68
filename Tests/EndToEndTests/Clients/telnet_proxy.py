"""A telnet client's other half: `telnet_proxy.py PORT [mccp2] [mccp3] [tls CERTIFICATE]`.

Prints the port that it listens on. Whoever connects there speaks plain telnet, and is connected to PORT by the protocols
that are named, as Python's own zlib and OpenSSL have them. It says in the stream when compression begins and ends.
A line `compress off` or `compress on` is not passed on, but does so.
"""

import socket
import ssl
import sys
import threading
import zlib

IAC, DONT, DO, WONT, WILL, SB, SE = 255, 254, 253, 252, 251, 250, 240
MCCP2, MCCP3 = 86, 87


class Link:
    def __init__(self, player, game, options):
        self.player, self.game, self.options = player, game, options
        self.inflater = self.deflater = None

    def to_game(self, data):
        if self.deflater:
            data = self.deflater.compress(data) + self.deflater.flush(zlib.Z_SYNC_FLUSH)
        self.game.sendall(data)

    def say(self, text):
        self.player.sendall(f"[{text}]\r\n".encode())

    def read_game(self):
        """From the game to the player: plain bytes are searched for what is said about compression."""
        plain = b""
        while data := self.game.recv(65536):
            while data:
                if not self.inflater:
                    plain, data = self.negotiate(plain + data)
                    if data:
                        continue
                    break
                self.player.sendall(self.inflater.decompress(data))
                data = b""
                if self.inflater.eof:
                    data, self.inflater = self.inflater.unused_data, None
                    self.say("MCCP2 ended")

    def negotiate(self, data):
        """Passes on what is whole; gives what is not, and what is compressed."""
        begin = bytes([IAC, SB, MCCP2, IAC, SE])
        out = b""
        while data:
            if data.startswith(begin):
                self.player.sendall(out)
                self.say("MCCP2 begins")
                self.inflater = zlib.decompressobj()
                return b"", data[len(begin):]
            if begin.startswith(data) or (data[0] == IAC and len(data) < 3):
                break
            if data[:2] == bytes([IAC, WILL]) and data[2] in (MCCP2, MCCP3):
                self.offered(data[2])
                data = data[3:]
                continue
            out, data = out + data[:1], data[1:]
        self.player.sendall(out)
        return data, b""

    def offered(self, option):
        wanted = self.options.get({MCCP2: "mccp2", MCCP3: "mccp3"}[option])
        self.to_game(bytes([IAC, DO if wanted else DONT, option]))
        if wanted and option == MCCP3:
            self.game.sendall(bytes([IAC, SB, MCCP3, IAC, SE]))
            self.deflater = zlib.compressobj()
            self.say("MCCP3 begins")

    def read_player(self):
        while data := self.player.recv(65536):
            if data == b"compress off\r\n":
                self.to_game(bytes([IAC, DONT, MCCP2]))
            elif data == b"compress on\r\n":
                self.to_game(bytes([IAC, DO, MCCP2]))
            else:
                self.to_game(data)

    def run(self, read, other):
        try:
            read()
        except (OSError, zlib.error) as error:
            print(error, flush=True)
        try:
            other.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def main(port, *words):
    options = {word: True for word in words if word.startswith("mccp")}
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    while True:
        player, _ = listener.accept()
        game = socket.create_connection(("127.0.0.1", int(port)))
        if "tls" in words:
            context = ssl.create_default_context(cafile=words[words.index("tls") + 1])
            game = context.wrap_socket(game, server_hostname="localhost")
        for stream in (player, game):
            stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        link = Link(player, game, options)
        for read, other in ((link.read_game, player), (link.read_player, game)):
            threading.Thread(target=link.run, args=(read, other), daemon=True).start()


main(*sys.argv[1:])
