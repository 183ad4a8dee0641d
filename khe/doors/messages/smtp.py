"""The mail server: where it is (KHE_SMTP), and one conversation with it."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

SECONDS = 20  # that the server may be silent
PORTS = {"smtp": 25, "starttls": 587, "smtps": 465}


class BadAddress(ValueError):
    """KHE_SMTP cannot be understood; the message does not repeat it, for it may hold a password."""


@dataclass(frozen=True)
class Server:
    """Where the mail server is and how to speak to it."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)


class Undeliverable(Exception):
    """The server will not take this letter, now or ever (`for_good`); `code` says why without names."""

    def __init__(self, code: str, for_good: bool) -> None:
        super().__init__(code)
        self.code, self.for_good = code, for_good


class Unreachable(Exception):
    """There is no conversation with the server; nothing is wrong with the letters."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parsed(address: str) -> Server:
    """Read "smtp://user:password@host:port" (also starttls://, smtps://). Raises BadAddress."""
    try:
        parts = urlsplit(address)
        port = parts.port or PORTS[parts.scheme]
    except (ValueError, KeyError):
        raise BadAddress("KHE_SMTP: smtp://, starttls:// or smtps://, host, port") from None
    if not parts.hostname or parts.path not in ("", "/"):
        raise BadAddress("KHE_SMTP: smtp://user:password@host:port")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Server(parts.scheme, parts.hostname, port, user, password)


class Line:
    """A conversation that begins with the first letter; a letter at a time."""

    def __init__(self, server: Server) -> None:
        self.backend = EmailBackend(
            host=server.host, port=server.port, username=server.user, password=server.password,
            use_tls=server.scheme == "starttls", use_ssl=server.scheme == "smtps", timeout=SECONDS,
        )  # fmt: skip

    def send(self, letter: EmailMessage) -> None:
        """Hand a letter over. Raises Undeliverable for this letter, Unreachable for all of them."""
        try:
            self.backend.open()
            self.backend.send_messages([letter])
        except smtplib.SMTPRecipientsRefused as refused:
            code = next((code for code, _ in refused.recipients.values()), 0)
            raise Undeliverable(f"SMTP {code}", for_good=code >= 500) from None
        except smtplib.SMTPDataError as refused:
            raise Undeliverable(f"SMTP {refused.smtp_code}", refused.smtp_code >= 500) from None
        except (smtplib.SMTPException, OSError) as failed:
            raise Unreachable(named(failed)) from None
        except (ValueError, UnicodeError):  # no server takes such an address
            raise Undeliverable("address", for_good=True) from None


@contextmanager
def conversation(server: Server) -> Iterator[Line]:
    """Yield a line to the server and hang up afterwards."""
    line = Line(server)
    try:
        yield line
    finally:
        close(line)


def close(line: Line) -> None:
    """Say goodbye; a server that is gone does not mind."""
    try:
        line.backend.close()
    except (smtplib.SMTPException, OSError):
        line.backend.connection = None


def named(failed: Any) -> str:
    """Name a failure by its class and number: what a server says may hold an address."""
    code = getattr(failed, "smtp_code", None) or getattr(failed, "errno", None) or ""
    return f"{type(failed).__name__} {code}".strip()
