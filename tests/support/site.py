"""A real site for journeys: `realign serve` on a free port, its own data folder, its own database.

One site serves a whole run: the demonstration is built once. Journeys only add to it, and name what they add
after themselves, so that their order does not matter.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

START_SECONDS = 240


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def own_database(url: str) -> str:
    """A fresh PostgreSQL database beside the one of the test run; SQLite lives in the data folder anyway."""
    if not url.startswith(("postgres://", "postgresql://")):
        return ""
    name = f"realign_journeys_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
        connection.execute(f'CREATE DATABASE "{name}"')
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


@contextmanager
def running_site(folder: Path) -> Iterator[str]:
    """Serve the demonstration from nothing, as `make serve` does; answers its address."""
    port = free_port()
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("REALIGN_", "DJANGO_", "COV_"))}
    environment |= {"REALIGN_DATA_DIR": str(folder), "PYTHONPATH": os.pathsep.join(sys.path)}
    database = own_database(os.environ.get("DATABASE_URL", ""))
    if database:
        environment["DATABASE_URL"] = database
    log = folder / "serve.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "realign.cli", "serve", "--address", f"127.0.0.1:{port}"],
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_well(f"http://127.0.0.1:{port}", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=30)


def wait_until_well(address: str, server: subprocess.Popen, log: Path) -> None:
    """Wait for the health check, or fail with what the server said."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError(f"the site stopped while starting:\n{log.read_text()[-4000:]}")
        try:
            with urllib.request.urlopen(f"{address}/health/", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.5)
    raise TimeoutError(f"the site did not start in {START_SECONDS} s:\n{log.read_text()[-4000:]}")
