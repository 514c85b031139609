"""Running the web server and the background worker side by side, for as long as both can be kept alive."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence

LOOK_EVERY_SECONDS = 0.5
HOUR_SECONDS = 3600
# a worker that dies is started again after 1, 2, 4 … seconds, and not at all after so many deaths in ten minutes
LONGEST_PAUSE_SECONDS, MOST_DEATHS, DEATHS_WITHIN_SECONDS = 60, 8, 600
END_SECONDS = 20

Say = Callable[[str], object]


def environment() -> dict[str, str]:
    """What a program that we start is given."""
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "realign.config.settings"}


def start(words: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a Python program in a group of its own, so that all that it starts can be ended with it."""
    return subprocess.Popen([sys.executable, *words], env=environment(), start_new_session=True)  # noqa: S603


def end(process: subprocess.Popen[bytes]) -> None:
    """End a program and whatever it left behind: first in good order, then by force."""
    if process.poll() is None:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=END_SECONDS)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


class Worker:
    """The background worker under its name, started again with a growing pause when it dies.

    ``before_start`` is called with the name each time, to take back what the worker before this one left half done.
    """

    def __init__(self, name: str, before_start: Callable[[str], None]) -> None:
        self.name = name
        self._before_start = before_start
        self.process: subprocess.Popen[bytes] | None = None
        self._deaths: deque[float] = deque(maxlen=MOST_DEATHS)
        self._not_before = 0.0

    def keep_alive(self, say: Say) -> bool:
        """Start the worker if it is not running and its pause is over; no when it died too often."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            code = self.process.returncode
            end(self.process)
            self.process = None
            self._deaths.append(now)
            recent = [at for at in self._deaths if now - at < DEATHS_WITHIN_SECONDS]
            if len(recent) >= MOST_DEATHS:
                say(f"The background worker died {len(recent)} times in a row (the last code is {code}).")
                return False
            pause = min(2 ** (len(recent) - 1), LONGEST_PAUSE_SECONDS)
            self._not_before = now + pause
            say(f"The background worker died (code {code}). It is started again in {pause} s.")
        if self.process is None and now >= self._not_before:
            self._before_start(self.name)
            self.process = start(
                [
                    "-m",
                    "django",
                    "db_worker",
                    "--interval",
                    "1",
                    "--worker-id",
                    self.name,
                    "--no-startup-delay",
                ]
            )
        return True


def supervise(
    web: Sequence[str], worker: Worker, *, say: Say, every_hour: Callable[[], None] = lambda: None
) -> int:
    """Run both until told to stop (0) or until one cannot be kept alive (1); nothing is left running.

    ``every_hour`` is called at the start and once an hour.
    """

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    server: subprocess.Popen[bytes] | None = None
    next_hour = time.monotonic()
    try:
        server = start(web)
        while server.poll() is None:
            if not worker.keep_alive(say):
                return 1
            if time.monotonic() >= next_hour:
                next_hour += HOUR_SECONDS
                every_hour()
            time.sleep(LOOK_EVERY_SECONDS)
        say(f"The web server ended (code {server.returncode}).")
        return 1
    except KeyboardInterrupt:
        say("Stopping …")
        return 0
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        for process in (server, worker.process):
            if process is not None:
                end(process)
