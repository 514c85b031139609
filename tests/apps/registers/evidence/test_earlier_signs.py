"""A table released with the signs of before is read with today’s, and what was released stays as it was."""

import csv
import io

import pytest
from django.db import connection
from django.urls import reverse
from openpyxl import load_workbook

from realign.methods.signs import Sign
from realign.registers.evidence import queries
from realign.registers.evidence.models import ReleasedCell
from tests.apps.registers.evidence.tables import means


def kept():
    """The signs as the database has them, without the field that reads them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT symbol FROM evidence_releasedcell ORDER BY position")
        return [symbol for (symbol,) in cursor.fetchall()]


@pytest.fixture
def before(tayside):
    """A table with a cell too uncertain to show, released when that was written [low]."""
    release = means(tayside, withheld=True)
    ReleasedCell.objects.filter(release=release, symbol=Sign.UNRELIABLE).update(symbol="[low]")
    assert "[low]" in kept()
    return release


def test_it_is_read_as_low_reliability_everywhere_and_never_as_rounded_to_nought(client, before):
    address = reverse("evidence:release", args=["tayside", before.slug])
    page = client.get(address).content.decode()
    assert "[low]" not in page
    assert f"<strong>[u]</strong> {Sign.UNRELIABLE.meaning}" in page
    long = b"".join(client.get(address, {"format": "csv"}).streaming_content).decode("utf-8-sig")
    assert "[u]" in {row["symbol"] for row in csv.DictReader(io.StringIO(long))}
    book = load_workbook(io.BytesIO(client.get(address, {"format": "xlsx"}).content))
    notes = dict(book["Notes"].iter_rows(values_only=True))
    assert notes["[u]"] == Sign.UNRELIABLE.meaning
    assert "[low]" not in notes
    told = client.get(reverse("api:table", args=["tayside", before.slug])).json()
    assert {cell["symbol"] for cell in told["cells"]} <= {"", "[c]", "[u]"}
    assert "[u]" in {cell["symbol"] for cell in told["cells"]}


def test_reading_rewrites_nothing_that_was_released(client, before):
    signs = kept()
    client.get(reverse("evidence:release", args=["tayside", before.slug]))
    assert [cell.symbol for cell in queries.cells(before)] != signs
    assert kept() == signs
