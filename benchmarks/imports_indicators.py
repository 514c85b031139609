"""How fast a file of indicators comes in, beside a plain loop of ``save()``, in one run.

    REALIGN_SHARED_DATA=../shared/data python -m benchmarks imports_indicators

Both write to the same new SQLite database. The loop saves a stated part of the rows; both are given in rows per second,
with the number of queries. The time of the import is the whole acceptance: reading and checking the file again, comparing
with what is held, and writing.
"""

# Django must be set up before its models are imported
# ruff: noqa: E402

import time
from datetime import UTC, datetime

import django

from benchmarks import own_installation, without

own_installation()

django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.support.realdata import FOLDER

from realign.foundations.files import actions
from realign.foundations.files.registry import format_for
from realign.foundations.files.storage import pieces
from realign.foundations.partnerships.actions import create_partnership
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.rules import system_actor
from realign.registers.indicators.models import Observation
from realign.registers.places.actions import load_gazetteer

PART = 2_000
PATH = FOLDER / "indicators" / "lgbf_children.csv"


def lacks() -> str:
    """What is not there to run this with; empty when nothing is missing."""
    return without(PATH)


def main() -> None:
    """Print a small table."""
    call_command("migrate", verbosity=0)
    by = system_actor(Partnership(slug="bench", name="Bench", short_name="Bench"), datetime.now(UTC))
    create_partnership(by=by, council_codes=["S12000041"])
    load_gazetteer(by=by)
    upload = actions.store_upload(by=by, name=PATH.name, chunks=pieces(PATH))
    record = actions.start_import(by=by, upload=upload, format=format_for("indicators", "lgbf"))
    record = actions.check_import(by=by, record=record)
    with CaptureQueriesContext(connection) as taken:
        start = time.perf_counter()
        record = actions.accept_import(by=by, record=record)
        seconds = time.perf_counter() - start
    rows = record.summary["new"]
    print(f"{'way':34} {'rows':>7} {'seconds':>8} {'rows/s':>9} {'queries':>8}")
    show("import, read and checked and compared", rows, seconds, len(taken))

    values = [{**row, "breakdown": "again"} for row in Observation.objects.values()[:PART]]
    for row in values:
        row.pop("id")
    with CaptureQueriesContext(connection) as taken:
        start = time.perf_counter()
        with transaction.atomic():
            for row in values:
                Observation(**row).save()
        slow = time.perf_counter() - start
    show(f"save() in a loop, {PART:,} ready rows", PART, slow, len(taken))
    ratio = (rows / seconds) / (PART / slow)
    print(
        f"the import, with all its checks, writes {ratio:.1f} times as many rows per second as the bare loop"
    )


def show(way: str, rows: int, seconds: float, queries: int) -> None:
    """One line of the table."""
    print(f"{way:34} {rows:7,} {seconds:8.2f} {rows / seconds:9,.0f} {queries:8,}")
