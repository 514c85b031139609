"""However the child that reads a file ends, the file is refused in words."""

import pytest

from realign.foundations.files.isolated import UnreadableFileError, run_reader
from realign.foundations.files.reading.figures import figure_rows


@pytest.mark.slow
@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("import os; os.kill(os.getpid(), 9)", "stopped by the system"),
        ("import os; os.kill(os.getpid(), 11)", "a damaged file that cannot be read"),
        ("import sys; sys.exit(4)", "needs more than"),
        ("import sys; print('no footer', file=sys.stderr); sys.exit(3)", "(no footer)"),
        ("import time; time.sleep(60)", "could not be read in 1 seconds"),
    ],
)
def test_a_reader_that_is_killed_crashes_or_hangs_is_a_refusal(tmp_path, settings, script, words):
    settings.REALIGN_READING_SECONDS = 1
    path = tmp_path / "reader.py"
    path.write_text(script, encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=words.replace("(", r"\(").replace(")", r"\)")):
        run_reader(path)


@pytest.mark.slow
def test_a_large_csv_of_figures_is_read_in_a_child_with_a_limit(tmp_path, settings):
    path = tmp_path / "figures.csv"
    path.write_text("area,value\n" + "Angus,1\n\n" * 40_000, encoding="utf-8")
    rows = list(figure_rows(path, header_row=1, lines=1))
    assert (rows[0], rows[1], rows[-1]) == (
        (1, ["area", "value"]),
        (2, ["Angus", "1"]),
        (80_000, ["Angus", "1"]),
    )
    path.write_text("area,value\n" + '"' + "x" * 60_000_000, encoding="utf-8")
    settings.REALIGN_READING_SECONDS = 0
    with pytest.raises(UnreadableFileError, match="could not be read in 0 seconds"):
        next(figure_rows(path, header_row=1, lines=1))
