"""A throw-away PostgreSQL for the tests: a cluster of its own on loopback, run by an ordinary user, gone at the end.

Debian's binaries stand in /usr/lib/postgresql; nothing of the system's own clusters is read or touched.
"""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

PASSWORD = "only-for-tests"
ABSENT = (
    "PostgreSQL is not installed here (no initdb in /usr/lib/postgresql/*/bin): the store for several counters is not "
    "tested. On Debian: apt-get install postgresql-15"
)

_numbers = count(1)


def binaries() -> Path | None:
    """Where the newest installed PostgreSQL keeps its programs; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@dataclass
class Cluster:
    """A running server. `admin` may do everything in it; stores belong to the ordinary role `pharmacy`."""

    folder: Path
    programs: Path
    port: int
    as_other: tuple[str, ...]

    def url(self, database: str, *, user: str = "pharmacy", password: str = PASSWORD) -> str:
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def run(self, program: str, *words: str) -> None:
        """Runs one of PostgreSQL's programs as the cluster's user. Raises with what it said."""
        command = [*self.as_other, str(self.programs / program), *words]
        # The server that pg_ctl leaves running inherits its output: a file, so that nobody waits for a pipe to close.
        with (self.folder / "said").open("ab") as said:
            done = subprocess.run(command, cwd="/", stdin=subprocess.DEVNULL, stdout=said, stderr=said, check=False)
        if done.returncode:
            raise RuntimeError((self.folder / "said").read_text(errors="replace") + self.log())

    def start(self) -> None:
        self.run("pg_ctl", "start", "-w", "-D", str(self.folder / "data"), "-l", str(self.folder / "log"))

    def stop(self, mode: str = "fast") -> None:
        self.run("pg_ctl", "stop", "-w", "-m", mode, "-D", str(self.folder / "data"))

    def restart(self, mode: str = "fast") -> None:
        """fast: sessions are ended first. immediate: as if the server's process had been killed."""
        self.stop(mode)
        self.start()

    @contextlib.contextmanager
    def away(self, mode: str = "fast") -> Iterator[None]:
        """No server while this lasts."""
        self.stop(mode)
        try:
            yield
        finally:
            self.start()

    def log(self) -> str:
        path = self.folder / "log"
        return path.read_text(errors="replace") if path.exists() else ""

    @contextlib.contextmanager
    def admin(self, database: str = "postgres") -> Iterator[Any]:
        import psycopg

        with psycopg.connect(self.url(database, user="admin"), autocommit=True) as connection:
            yield connection

    def database(self, template: str = "template1") -> str:
        """The name of a new database of `pharmacy`, a copy of the template."""
        name = f"store_{next(_numbers)}"
        with self.admin() as connection:
            connection.execute(f"CREATE DATABASE {name} OWNER pharmacy TEMPLATE {template}")
        return name

    def empty(self, name: str) -> None:
        """Takes everything out of a store. For the journal that takes an administrator and a deliberate act."""
        with self.admin(name) as connection:
            tables = [
                row[0]
                for row in connection.execute(
                    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
                )
            ]
            turned = [f"ALTER TABLE {table} {{}} TRIGGER USER" for table in tables]
            always = connection.execute(
                "SELECT format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', tgrelid::regclass, tgname) FROM pg_trigger "
                "WHERE tgenabled = 'A'"
            ).fetchall()
            connection.execute(
                "; ".join(
                    [
                        "BEGIN",
                        *(each.format("DISABLE") for each in turned),
                        *(f"DELETE FROM {table}" for table in tables),
                        *(row[0] for row in always),
                        "COMMIT",
                    ]
                )
            )

    def drop(self, name: str) -> None:
        with self.admin() as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _ordinary_user() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise RuntimeError("no ordinary user to run PostgreSQL as")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def cluster(programs: Path) -> Iterator[Cluster]:
    """A new cluster, running; stopped and deleted at the end, whatever happened. PostgreSQL refuses to run as root."""
    # Not under pytest's own folder: that is closed to other users, and too long a path for a socket.
    folder = Path(tempfile.mkdtemp(prefix="dispensary-pg-"))
    other: tuple[str, ...] = ()
    try:
        (folder / "password").write_text(PASSWORD)
        if os.geteuid() == 0:
            user = _ordinary_user()
            other = ("runuser", "-u", user.pw_name, "--")
            for path in (folder, folder / "password"):
                os.chown(path, user.pw_uid, user.pw_gid)
        made = Cluster(folder, programs, _free_port(), other)
        made.run(
            "initdb", "--no-sync", "--encoding=UTF8", "--no-locale", "--username=admin", "--auth=scram-sha-256",
            f"--pwfile={folder / 'password'}", "-D", str(folder / "data"),
        )  # fmt: skip
        with (folder / "data" / "postgresql.conf").open("a") as settings:
            settings.write(
                f"listen_addresses = '127.0.0.1'\nport = {made.port}\nunix_socket_directories = '{folder}'\n"
                "shared_buffers = 32MB\nmax_connections = 60\njit = off\n"
            )
        made.start()
        try:
            with made.admin() as connection:
                connection.execute(f"CREATE ROLE pharmacy LOGIN PASSWORD '{PASSWORD}'")
            yield made
        finally:
            with contextlib.suppress(RuntimeError):
                made.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
