"""How much memory a file of 100 MB takes on its way in: uploaded, then checked and imported by a background worker.

    python -m benchmarks.reading_files [NAME …]

Each file has a worker of its own, which is the one that `realign serve` starts. What is measured is the most memory that
the worker and the child that reads the file take together (resident, looked at twenty times a second). The web process is
apart: it streams the upload to disk. REALIGN_BENCHMARK_MB is another size of the files.
"""

# Django must be set up before its models are imported
# ruff: noqa: E402

import os
import random
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import django

from benchmarks import own_installation

own_installation()

django.setup()

from django.core.management import call_command

from realign.config.running import end, start
from realign.foundations.files import actions
from realign.foundations.files.models import Import
from realign.foundations.files.reading.workbooks import MAX_CELLS
from realign.foundations.files.registry import format_for
from realign.foundations.files.storage import pieces
from realign.foundations.partnerships.actions import create_partnership
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.rules import system_actor
from realign.foundations.partnerships.types import Actor
from realign.foundations.work.actions import start_job
from realign.foundations.work.models import Job
from realign.registers.places.actions import load_gazetteer

SIZE = int(os.environ.get("REALIGN_BENCHMARK_MB", "100")) * 1024 * 1024
MARGIN = 10_000
QUESTIONS = 40

COUNCILS = ("Dundee City", "Angus", "Perth and Kinross", "Fife", "Stirling", "Moray", "Highland", "Scotland")


def figures(draw: random.Random) -> Iterator[list[str]]:
    """Figures of 12,000 series, 13 years and eight places: each place once."""
    yield ["council", "indicator", "year", "value", "higher_is_better", "title"]
    for series in range(12_000):
        for year in range(2010, 2023):
            for council in COUNCILS:
                value = f"{draw.random() * 100:.6f}"
                words = "% of children who walk to school or nursery"
                yield [council, f"T{series}", f"{year}-{year % 100 + 1:02}", value, "Yes", words]


def answers(draw: random.Random) -> Iterator[list[str]]:
    """Answers of pupils to forty questions."""
    yield [f"q{place}" for place in range(QUESTIONS)]
    while True:
        yield draw.choices("123456789", k=QUESTIONS)


def write_csv(path: Path, rows: Iterator[list[str]]) -> int:
    """A CSV, up to the size."""
    with path.open("w", encoding="utf-8") as stream:
        count = written = 0
        while written < SIZE - MARGIN and (row := next(rows, None)):
            written += stream.write(",".join(row) + "\n")
            count += 1
    return count


def write_workbook(path: Path, rows: Iterator[list[str]], *, cells: int = 0) -> int:
    """A workbook that is not compressed, whose sheet has the size, or so many cells, with a text in each."""
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
            count = in_cells = 0
            written = stream.write(f"<worksheet {main}><sheetData>".encode())
            while (
                written < SIZE - MARGIN and (row := next(rows, None)) and not 0 < cells < in_cells + len(row)
            ):
                written += stream.write(_row(row).encode())
                count += 1
                in_cells += len(row)
            stream.write(b"</sheetData></worksheet>")
    return count


def _row(texts: list[str]) -> str:
    cells = (
        f"<c><v>{text}</v></c>"
        if text.replace(".", "").isdigit()
        else f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>'
        for text in texts
    )
    return f"<row>{''.join(cells)}</row>"


FIGURES = ("indicators", "lgbf")
ANSWERS = ("survey", "answers")
FILES = {
    "figures.csv": (FIGURES, lambda path, draw: write_csv(path, figures(draw))),
    "answers.csv": (ANSWERS, lambda path, draw: write_csv(path, answers(draw))),
    "figures.xlsx": (FIGURES, lambda path, draw: write_workbook(path, figures(draw))),
    "answers.xlsx": (ANSWERS, lambda path, draw: write_workbook(path, answers(draw))),
    "most-answers.xlsx": (ANSWERS, lambda path, draw: write_workbook(path, answers(draw), cells=MAX_CELLS)),
}


def main() -> None:
    """Write each file, have it checked and imported, and print the most memory that each step took."""
    call_command("migrate", verbosity=0)
    by = system_actor(Partnership(slug="bench", name="Bench", short_name="Bench"), datetime.now(UTC))
    create_partnership(by=by, council_codes=["S12000041"])
    load_gazetteer(by=by)
    for name, (way, write) in FILES.items():
        if len(sys.argv) > 1 and name not in sys.argv[1:]:
            continue
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, name)
            rows = write(path, random.Random(1))
            print(f"{name} ({path.stat().st_size / 1024 / 1024:.0f} MB, {rows:,} rows)", flush=True)
            record = begin(by, path, *way)
        worker = start(["-m", "django", "db_worker", "--interval", "0.1", "--no-startup-delay"])
        try:
            measure(by, record, worker.pid, "check")
            record.refresh_from_db()
            if record.state == Import.State.READY:
                measure(by, record, worker.pid, "accept")
                record.refresh_from_db()
        finally:
            end(worker)
        print(f"  {record.get_state_display()}: {record.summary['rows']:,} rows", flush=True)
        if record.problems:
            print("  Found {found}; expected {expected}. {todo}".format(**record.problems[0]), flush=True)


def begin(by: Actor, path: Path, kind: str, format: str) -> Import:
    """Upload a file, with what each column is, as a person says it."""
    options = {}
    if kind == "survey":
        lines = [f"q{place},score,Question {place},,\n" for place in range(QUESTIONS)]
        mapping = "column,role,label,value,value_label\n" + "".join(lines)
        said = actions.store_upload(by=by, name="mapping.csv", chunks=[mapping.encode()])
        options = {"name": path.name.replace(".", "-"), "expires": "2029-03-31", "mapping": said.sha256}
    upload = actions.store_upload(by=by, name=path.name, chunks=pieces(path))
    return actions.start_import(by=by, upload=upload, format=format_for(kind, format), options=options)


def measure(by: Actor, record: Import, worker: int, step: str) -> None:
    """Have a step done by the worker, and print how long it took and how much memory."""
    begun = time.perf_counter()
    job = start_job(by=by, kind=f"files.{step}", title=step, arguments={"pk": record.pk})
    most = most_child = 0
    while job.state not in {Job.State.DONE, Job.State.FAILED}:
        time.sleep(0.05)
        child = sum(resident(number) for number in children(worker))
        most, most_child = max(most, resident(worker) + child), max(most_child, child)
        job.refresh_from_db(fields=["state", "problem"])
    print(
        f"  {step:6} {time.perf_counter() - begun:4.0f} s; most memory {most:.0f} MB, of it a child at most "
        f"{most_child:.0f} MB {job.problem}",
        flush=True,
    )


def children(parent: int) -> list[int]:
    """The processes that a process has started."""
    try:
        return [int(word) for word in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
    except OSError:
        return []


def resident(process: int) -> float:
    """Megabytes of memory that a process has; none where it has ended."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024


if __name__ == "__main__":
    main()
