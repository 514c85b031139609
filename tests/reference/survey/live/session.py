"""Many questions put to R's `survey` package in one sitting: R starts once, reads every design, answers, and stops."""

import csv
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

PEER = Path(__file__).with_name("peer.R")
PATIENCE = 300
"""Seconds after which R is taken to be stuck; it needs about twenty."""

Answers = dict[tuple[str, str], list[float]]


def rscript() -> str:
    """The R program; skips the test, or fails it in CI, where R or its `survey` package is absent."""
    program = shutil.which("Rscript")
    if (
        program
        and not subprocess.run(
            [program, "-e", "library(survey)"], capture_output=True, check=False
        ).returncode
    ):
        return program
    reason = "R with its survey package is not on this machine (r-base-core, r-cran-survey)"
    if os.environ.get("REALIGN_NO_SKIPS"):
        pytest.fail(reason)
    pytest.skip(reason)


def ask_r(frames: Mapping[str, pd.DataFrame], script: str) -> Answers:
    """R's answers to a script that may read each frame by its name; a refusal is left out of them."""
    program = rscript()
    with tempfile.TemporaryDirectory() as folder:
        for name, frame in frames.items():
            frame.to_csv(Path(folder) / f"{name}.csv", index=False, float_format="%.17g")
        session = f'source("{PEER.as_posix()}")\n{script}\nclose(sink_to)\n'
        (Path(folder) / "session.R").write_text(session)
        done = subprocess.run(
            [program, "session.R"], cwd=folder, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        if done.returncode:
            raise RuntimeError(f"R stopped: {done.stderr[-2000:]}")
        return read_answers(Path(folder) / "answers.csv")


def read_answers(path: Path) -> Answers:
    answers: Answers = {}
    with path.open(newline="") as stream:
        for design, question, place, value in csv.reader(stream):
            if place != "-1":
                answers.setdefault((design, question), []).append(float(value.replace("NA", "nan")))
    return answers
