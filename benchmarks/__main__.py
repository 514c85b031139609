"""Run the benchmarks: all of them, or those named. `make bench`, or `python -m benchmarks survey_publication`.

Each runs in a process of its own, so that none warms up another. One that lacks something, such as real data, says so
in a line and is left out. With `--dry` nothing is timed: each only says whether it would run.
"""

import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent
# runs one benchmark, unless it says that it lacks something
RUN = """
import sys
from importlib import import_module
benchmark = import_module("benchmarks." + sys.argv[1])
lacking = benchmark.lacks() if hasattr(benchmark, "lacks") else ""
if lacking:
    print("left out:", lacking)
elif sys.argv.pop(2) == "dry":
    print("would run")
else:
    del sys.argv[1]
    benchmark.main()
"""


def main(wanted: list[str]) -> int:
    """Run each benchmark in turn; answers 1 if any failed."""
    how = "dry" if "--dry" in wanted else "run"
    wanted = [name for name in wanted if name != "--dry"]
    known = {path.stem: path for path in sorted(FOLDER.glob("*.py")) if not path.stem.startswith("_")}
    unknown = [name for name in wanted if name not in known]
    if unknown:
        print(f"There is no benchmark called {', '.join(unknown)}. There are: {', '.join(known)}.")
        return 2
    failed = [name for name in wanted or known if _run(name, how)]
    if failed:
        print(f"\nFailed: {', '.join(failed)}.")
    return int(bool(failed))


def _run(name: str, how: str) -> int:
    print(f"\n== {name}", flush=True)
    paths = [str(ROOT / "src"), str(ROOT), os.environ.get("PYTHONPATH", "")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}
    command = [sys.executable, "-c", RUN, name, how]
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
