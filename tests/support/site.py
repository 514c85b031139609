"""A real site for tests: `realign serve` on a free port, with a data folder and a database of its own."""

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

START_SECONDS = 600  # on a machine that others use too; a site that stops is noticed at once


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment_of(folder: Path, **settings: str) -> dict[str, str]:
    """What a command is given: this machine's own environment without any setting of ours, and those named."""
    ours = ("REALIGN_", "DJANGO_", "COV_", "DATABASE_URL")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return kept | {"REALIGN_DATA_DIR": str(folder), "PYTHONPATH": os.pathsep.join(sys.path)} | settings


def realign(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run one `realign` command to its end, on a data folder of its own."""
    return subprocess.run(
        [sys.executable, "-m", "realign.cli", *words],
        env=environment_of(folder, **settings),
        capture_output=True,
        text=True,
        check=False,
    )


@contextmanager
def serving(folder: Path, log: Path, **settings: str) -> Iterator[tuple[str, subprocess.Popen]]:
    """Run `realign serve` on a free port; answers its address and its process."""
    port = free_port()
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "realign.cli", "serve", "--address", f"127.0.0.1:{port}"],
            env=environment_of(folder, **settings),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_well(f"http://127.0.0.1:{port}", server, log)
            yield f"http://127.0.0.1:{port}", server
        finally:
            server.terminate()
            server.wait(timeout=30)


@contextmanager
def running_site(folder: Path, database: str = "") -> Iterator[str]:
    """Serve a data folder as `make serve` does, the demonstration built where it is missing; answers the address.

    ``database`` is the address of the site's PostgreSQL database; without one, SQLite keeps it in the folder.
    """
    # a demonstration is built in a database that is named only when somebody says so
    settings = {"DATABASE_URL": database, "REALIGN_DEMO": "1"} if database else {}
    with serving(folder, folder / "serve.log", **settings) as (address, _):
        yield address


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
