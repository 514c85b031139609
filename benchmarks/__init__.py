"""Each headline speed beside its peers, measured in one run and told as ratios."""

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def own_installation() -> None:
    """Set this process up with a new data folder and database of its own, whatever installation the machine has.

    To be called before Django is set up: a benchmark must never write where real work is kept.
    """
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    for name in ("DATABASE_URL", "REALIGN_SECRET_KEY"):
        os.environ.pop(name, None)
    os.environ["REALIGN_DEMO"] = "1"
    os.environ["REALIGN_DATA_DIR"] = tempfile.mkdtemp(prefix="realign-benchmark-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "realign.config.settings"


def without(*files: Path) -> str:
    """Which of the files that a benchmark needs are not there and how to give them, in one line; empty when all are."""
    absent = [str(path) for path in files if not path.exists()]
    if not absent:
        return ""
    return f"needs {', '.join(absent)}; set REALIGN_SHARED_DATA to the folder of real data"
