"""Asking a ClamAV daemon about a file: the INSTREAM command of its own protocol."""

import socket
import struct
from typing import BinaryIO

PIECE = 256 * 1024
SECONDS = 30.0


class NoAnswer(Exception):
    """The scanner is not there, or did not say clean or infected."""


def scan(content: BinaryIO, address: str) -> str:
    """Return '' for a clean file, else the name of what was found. Raises NoAnswer.

    `address` is host:port, or the path of a unix socket. The content is sent in pieces and read
    from its beginning; the scanner's own limit on the size ends in NoAnswer.
    """
    content.seek(0)
    try:
        with _connect(address) as line:
            line.sendall(b"zINSTREAM\0")
            while piece := content.read(PIECE):
                line.sendall(struct.pack(">I", len(piece)) + piece)
            line.sendall(struct.pack(">I", 0))
            return _verdict(_answer(line))
    except (OSError, ValueError) as wrong:
        raise NoAnswer(str(wrong)) from wrong


def _connect(address: str) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        line.connect(address)
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host or "127.0.0.1", int(port)), timeout=SECONDS)


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < 4096:
        piece = line.recv(1024)
        if not piece:
            break
        said += piece
    return said.rstrip(b"\0\n").decode("utf-8", "replace")


def _verdict(said: str) -> str:
    """Read "stream: OK" or "stream: NAME FOUND"."""
    if said.endswith(": OK"):
        return ""
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND").partition(": ")[2]
    raise NoAnswer(said)
