"""Proxies on loopback that carry what is sent to a server, whatever host it was sent to."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from socketserver import StreamRequestHandler, ThreadingTCPServer

from support.loopback import serving

_ANY = "127.0.0.1", 0


class _Server(ThreadingTCPServer):
    daemon_threads = True


@contextmanager
def tunnel_to(place: str) -> Iterator[tuple[str, list[str]]]:
    """Run an HTTP proxy that tunnels to `place`; give its address and whom it was asked for."""
    asked: list[str] = []

    class Tunnel(StreamRequestHandler):
        def handle(self) -> None:
            asked.append(self.rfile.readline().split()[1].decode())
            while self.rfile.readline().strip():
                pass
            self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            _carry(self.connection, place)

    with serving(_Server(_ANY, Tunnel)) as address:
        yield f"http://{address}", asked


@contextmanager
def socks_to(place: str) -> Iterator[tuple[str, list[str]]]:
    """Run a SOCKS5 proxy without users, as `tunnel_to` does."""
    asked: list[str] = []

    class Socks(StreamRequestHandler):
        def handle(self) -> None:
            _, methods = self.rfile.read(2)
            self.rfile.read(methods)
            self.wfile.write(b"\x05\x00")
            self.rfile.read(4)  # version, command, reserved, type of address: a name
            name = self.rfile.read(self.rfile.read(1)[0]).decode()
            asked.append(f"{name}:{int.from_bytes(self.rfile.read(2), 'big')}")
            self.wfile.write(b"\x05\x00\x00\x01" + bytes(6))
            _carry(self.connection, place)

    with serving(_Server(_ANY, Socks)) as address:
        yield f"socks5h://{address}", asked


def _carry(client: socket.socket, place: str) -> None:
    """Carry bytes both ways until either side has no more."""
    host, _, port = place.partition(":")
    with socket.create_connection((host, int(port))) as server:
        back = threading.Thread(target=_pump, args=(server.recv, client))
        back.start()
        _pump(client.recv, server)
        back.join()


def _pump(receive: Callable[[int], bytes], to: socket.socket) -> None:
    try:
        while data := receive(4096):
            to.sendall(data)
        to.shutdown(socket.SHUT_WR)
    except OSError:
        return  # the other side closed first
