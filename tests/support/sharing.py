"""How tests are shared out between workers: a file stays on one, and all journeys do, since they share a site.

What a file builds once for all its tests (the demonstration, an R session) is then built once in the whole run.
"""

from xdist.scheduler import LoadScopeScheduling

# Begun last, these would keep the other worker waiting. The journeys build the demonstration, which others wait for, so
# that what needs none comes next.
FIRST = (
    "tests/journeys/",
    "tests/reference/survey/live/",
    "tests/apps/cli/",
    "tests/apps/config/",
    "tests/whole/",
)


class ByFile(LoadScopeScheduling):
    """Work is handed out file by file, in the order of collection."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        return "tests/journeys/" if file.startswith("tests/journeys/") else file


def place(nodeid: str) -> int:
    """Where a test comes in the order: long files first."""
    return next((n for n, start in enumerate(FIRST) if nodeid.startswith(start)), len(FIRST))
