"""What a web process does before it answers."""

import subprocess
import sys

from tests.support.site import environment_of

LOADED = """
import gc, sys
from realign.config import wsgi
print("realign.review.reports.views" in sys.modules, gc.get_freeze_count() > 100_000)
"""


def test_pages_are_loaded_before_the_first_visitor_and_left_out_of_the_search_for_garbage(tmp_path):
    answer = subprocess.run(
        [sys.executable, "-c", LOADED],
        env=environment_of(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.split() == ["True", "True"]
