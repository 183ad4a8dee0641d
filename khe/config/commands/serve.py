"""`khe serve`: the web server and the job worker, started and stopped together."""

import argparse
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType

import psycopg

from khe.base.authorities.backend import server
from khe.config.commands import migrate

REFUSED = 2
PATIENCE = 15  # seconds that a part may take to stop before it is killed
KILL = 10  # seconds that a web process may take to finish before the web server kills it
RESTART = 60  # seconds until a worker that died is started again; /healthz tells meanwhile
THREADS = 8  # of each web process; every one keeps a database connection
PARENT_DEATH = 1  # PR_SET_PDEATHSIG of Linux

WEB = ["granian", "--interface", "wsgi", "--respawn-failed-workers", "--log-level", "error"]
WORKER = [sys.executable, "-m", "khe.config.worker"]

WORKERS = min(2, os.cpu_count() or 1)  # web processes: two clerks need not wait for one another


def register(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("--port", type=int, default=8000, help="cổng (mặc định: 8000)")
    parser.add_argument("--host", default="127.0.0.1", help="địa chỉ (mặc định: 127.0.0.1)")
    parser.add_argument(
        "--workers",
        type=int,
        default=WORKERS,
        metavar="N",
        help=f"số tiến trình web (mặc định: {WORKERS})",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until SIGTERM, SIGINT or SIGHUP; everything started here has stopped on return."""
    if why := why_not(args):
        return refuse(why)
    try:
        fault = prepare()
    except (server.ServerFault, psycopg.Error) as wrong:
        return migrate.refuse(wrong)
    except subprocess.CalledProcessError as failed:
        return failed.returncode
    if fault:
        return refuse(fault)
    return Service(args.host, args.port, args.workers).run()


def why_not(args: argparse.Namespace) -> str:
    """Say why the address or the number of processes cannot be used; "" when they can."""
    if args.workers < 1 or not 0 < args.port < 65536:
        return "Cổng hoặc số tiến trình không hợp lệ (bad --port or --workers)."
    if not is_free(args.host, args.port):
        return (
            f"Không mở được cổng {args.port} trên {args.host}: đang có chương trình khác dùng hoặc"
            " không được phép. Hãy chọn cổng khác, ví dụ --port 8001. (The port is in use or not"
            " allowed; choose another with --port.)"
        )
    return ""


def refuse(why: str) -> int:
    """Say why the service does not start; return the exit status."""
    print(why, file=sys.stderr)
    return REFUSED


def is_free(host: str, port: int) -> bool:
    """Say whether this process may listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def prepare() -> str | None:
    """Bring the embedded database to this version; say what is wrong with a server's, or None."""
    if server.is_embedded():
        migrate.prepare()
        os.environ[server.SOCKET] = server.start_embedded()  # this process keeps it running
        return None
    server.check_roles(migrate.chosen_database())
    if migrate.migrate("--check", "--verbosity=0").returncode:
        return (
            "Cơ sở dữ liệu chưa ở phiên bản này. Hãy chạy: khe migrate"
            " (the database is not at this version; run: khe migrate)"
        )
    return None


class Service:
    """The two processes and their end."""

    def __init__(self, host: str, port: int, workers: int) -> None:
        self.host, self.port = host, port
        self.web_words = [sys.executable, "-m", *WEB, f"--host={host}", f"--port={port}"]
        self.web_words += [f"--workers={workers}", f"--blocking-threads={THREADS}"]
        self.web_words += [f"--workers-kill-timeout={KILL}"]
        self.web_words += ["khe.config.wsgi:application"]
        self.stopping = False

    def run(self) -> int:
        """Start both, wait, stop both; return 0 when told to stop, 1 when the web server died."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self.tell)
        web, worker = start(self.web_words), start(WORKER)
        print(f"Khế: http://{self.host}:{self.port}/ (Ctrl+C để dừng, to stop)", flush=True)
        died_at = None
        while not self.stopping and web.poll() is None:
            if worker.poll() is not None:
                now = time.monotonic()
                if died_at is None:
                    died_at = now
                    print("Bộ xử lý công việc đã dừng (the worker has died).", file=sys.stderr)
                elif now - died_at > RESTART:
                    worker, died_at = start(WORKER), None
            time.sleep(0.2)
        stop(web, worker)
        return 0 if self.stopping else 1

    def tell(self, number: int, frame: FrameType | None) -> None:
        """Take note that the service is to stop."""
        self.stopping = True


def start(words: list[str]) -> subprocess.Popen[bytes]:
    """Start a part in a session of its own, so that Ctrl+C reaches it through us alone."""
    # S603: our own words. PLW1509: no thread runs here yet
    return subprocess.Popen(words, start_new_session=True, preexec_fn=die_with_parent)  # noqa: S603


def die_with_parent() -> None:
    """Ask Linux to stop this part should the command itself be killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DEATH, signal.SIGTERM)


def stop(*parts: subprocess.Popen[bytes]) -> None:
    """Stop the parts together; kill what has not stopped in time."""
    for part in parts:
        if part.poll() is None:
            part.terminate()
    deadline = time.monotonic() + PATIENCE
    for part in parts:
        try:
            part.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(part.pid, signal.SIGKILL)
            part.wait()
