"""How much memory reading a file of 100 MB takes, in this process and in the child that reads it. No database is used."""

import json
import os
import random
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

SIZE = 100 * 1024 * 1024
QUESTIONS = 40
# one process for each file, since the most that a process ever took is what is measured
MEASURE = """
import json, os, resource, sys, time
from pathlib import Path
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "realign.config.settings")
import django
django.setup()
from benchmarks.reading_files import READ
most = lambda who: resource.getrusage(who).ru_maxrss / 1024
before, begun = most(resource.RUSAGE_SELF), time.perf_counter()
words = READ[sys.argv[1]](Path(sys.argv[2]))
print(json.dumps([words, before, most(resource.RUSAGE_SELF), most(resource.RUSAGE_CHILDREN), time.perf_counter() - begun]))
"""


def figures(path: Path) -> str:
    """Read a table of figures, as the readers of indicators do."""
    from realign.foundations.files.tables import read_table  # noqa: PLC0415 - after Django is set up
    from realign.foundations.files.types import FileColumn  # noqa: PLC0415 - after Django is set up

    names = ("council", "indicator", "year", "value")
    table = read_table(path, path.name, tuple(FileColumn(name) for name in names))
    return str(table.problems.kept[0]) if table.problems else f"{len(table.rows):,} rows"


def answers(path: Path) -> str:
    """Read answers of a survey as columns of text."""
    from realign.foundations.files.isolated import read_csv_file  # noqa: PLC0415 - after Django is set up

    names = [f"q{place}" for place in range(QUESTIONS)]
    rows = read_csv_file(path, names=names, skip=1, delimiter=",", encoding="utf-8")
    return f"{rows.table.num_rows:,} rows"


READ: dict[str, Callable[[Path], str]] = {
    "figures.csv": figures,
    "answers.csv": answers,
    "figures.xlsx": figures,
}


def write_figures(path: Path, draw: random.Random) -> None:
    """Figures as CSV, up to the size."""
    with path.open("w", encoding="utf-8") as stream:
        written = stream.write("council,indicator,year,value,title\n")
        while written < SIZE:
            value = f"{draw.random() * 100:.6f}"
            series = draw.randrange(4000)
            written += stream.write(
                f"Dundee City,T{series},2022-23,{value},% of children who walk to school\n"
            )


def write_answers(path: Path, draw: random.Random) -> None:
    """Answers as CSV, up to the size."""
    with path.open("w", encoding="utf-8") as stream:
        written = stream.write(",".join(f"q{place}" for place in range(QUESTIONS)) + "\n")
        while written < SIZE:
            written += stream.write(",".join(draw.choices("123456789", k=QUESTIONS)) + "\n")


def write_workbook(path: Path, draw: random.Random) -> None:
    """A workbook whose sheet has that size, with a text in every cell but one."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind, target = f'Type="{related}/worksheet"', 'Target="worksheets/sheet1.xml"'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        sheet = (
            f'<workbook {main} xmlns:r="{related}"><sheets><sheet name="A" r:id="r1"/></sheets></workbook>'
        )
        archive.writestr("xl/workbook.xml", sheet)
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships><Relationship Id="r1" {kind} {target}/></Relationships>',
        )
        with archive.open("xl/worksheets/sheet1.xml", "w") as stream:
            texts = ["council", "indicator", "year", "value"]
            written = stream.write(f"<worksheet {main}><sheetData>{_row(texts)}".encode())
            while written < SIZE:
                texts = ["Dundee City", f"T{draw.randrange(4000)}", "2022-23", f"{draw.random() * 100:.6f}"]
                written += stream.write(_row(texts).encode())
            stream.write(b"</sheetData></worksheet>")


def _row(texts: list[str]) -> str:
    return "<row>" + "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts) + "</row>"


WRITE = {"figures.csv": write_figures, "answers.csv": write_answers, "figures.xlsx": write_workbook}


def main() -> None:
    """Write each file, read it in a process of its own, and print the most memory that it took."""
    root = Path(__file__).parent.parent
    for name, write in WRITE.items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, name)
            write(path, random.Random(1))
            done = subprocess.run(
                [sys.executable, "-c", MEASURE, name, str(path)],
                cwd=root,
                env={**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{root / 'src'}"},
                capture_output=True,
                text=True,
                check=True,
            )
            words, before, most, child, seconds = json.loads(done.stdout)
            size = path.stat().st_size / 1024 / 1024
            print(
                f"{name} ({size:.0f} MB): {words} in {seconds:.0f} s; most memory {most:.0f} MB "
                f"({before:.0f} MB before reading), child {child:.0f} MB"
            )


if __name__ == "__main__":
    main()
