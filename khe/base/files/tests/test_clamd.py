"""Asking a scanner, played by a real server that speaks the protocol."""

import io
import socket
import struct
import threading

import pytest

from khe.base.files import clamd, testing


class Scanner:
    """A clamd of one answer: finds EICAR, refuses what is longer than `limit`."""

    def __init__(self, says: bytes | None = None) -> None:
        self.door = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.door.getsockname()[1]}"
        self.says, self.heard, self.command = says, b"", b""
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        line, _ = self.door.accept()
        with line, line.makefile("rb") as reader:
            self.command = reader.read(10)
            while size := struct.unpack(">I", reader.read(4))[0]:
                self.heard += reader.read(size)
            found = b"stream: Eicar-Signature FOUND\0"
            answer = found if testing.EICAR in self.heard else b"stream: OK\0"
            line.sendall(self.says if self.says is not None else answer)

    def close(self) -> None:
        self.door.close()
        self.thread.join(timeout=5)


@pytest.fixture
def scanner():
    one = Scanner()
    yield one
    one.close()


def test_a_clean_file_is_clean_and_was_sent_whole(scanner):
    content = bytes(range(256)) * 3000  # more than one piece
    assert clamd.scan(io.BytesIO(content), scanner.address) == ""
    assert scanner.command == b"zINSTREAM\0"
    assert scanner.heard == content


def test_a_virus_is_named(scanner):
    assert clamd.scan(io.BytesIO(testing.EICAR), scanner.address) == "Eicar-Signature"


@pytest.mark.parametrize("says", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"\xff\xfe"])
def test_anything_else_is_no_answer(says):
    one = Scanner(says)
    with pytest.raises(clamd.NoAnswer):
        clamd.scan(io.BytesIO(b"x"), one.address)
    one.close()


@pytest.mark.parametrize("address", ["127.0.0.1:1", "nowhere", "/no/such/socket"])
def test_a_scanner_that_is_not_there_is_no_answer(address):
    with pytest.raises(clamd.NoAnswer):
        clamd.scan(io.BytesIO(b"x"), address)
