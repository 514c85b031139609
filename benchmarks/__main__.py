"""Run the benchmarks: all of them, or those named. `make bench`, or `python -m benchmarks survey_publication`.

Each runs in a process of its own, so that none warms up another.
"""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent


def main(wanted: list[str]) -> int:
    """Run each benchmark in turn; answers 1 if any failed."""
    known = {path.stem: path for path in sorted(FOLDER.glob("*.py")) if not path.stem.startswith("_")}
    unknown = [name for name in wanted if name not in known]
    if unknown:
        print(f"There is no benchmark called {', '.join(unknown)}. There are: {', '.join(known)}.")
        return 2
    failed = [name for name in wanted or known if _run(name)]
    if failed:
        print(f"\nFailed: {', '.join(failed)}.")
    return int(bool(failed))


def _run(name: str) -> int:
    print(f"\n== {name}", flush=True)
    return subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
