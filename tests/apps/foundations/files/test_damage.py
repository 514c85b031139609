"""Damaged files are imported whole or refused in words, in seconds, and leave nothing half imported.

A short sample in every run; ``make damage`` goes on for three minutes for each format.
"""

import contextlib
import io
import os
import random
import time

import pytest
from django.db import transaction

from realign.analyse.surveys.questionnaires.xlsform.files import read_workbook, write_workbook
from realign.analyse.surveys.questionnaires.xlsform.form import Sheets
from realign.foundations.files import actions
from realign.foundations.files.models import Dataset, Import
from realign.foundations.files.registry import format_for
from realign.foundations.files.types import Problems
from realign.foundations.partnerships.types import Refusal
from realign.registers.indicators.models import Observation
from realign.registers.places.models import Boundary
from tests.support import spss, writers
from tests.support.damage import damaged

pytestmark = pytest.mark.slow

SECONDS = float(os.environ.get("REALIGN_DAMAGE_SECONDS", "0"))
SEED = int(os.environ.get("REALIGN_DAMAGE_SEED", "20260331"))
LONGEST = 10
SAMPLE = 2


def spss_file(folder, name):
    return spss.sound(folder / name).read_bytes()


def parquet_file(folder):
    import pyarrow as pa
    import pyarrow.parquet as pq

    stream = io.BytesIO()
    pq.write_table(pa.table({"council": ["DU", "AN"], "q1": [1, 2]}), stream)
    return stream.getvalue()


def form(folder):
    return write_workbook(Sheets([{"type": "text", "name": "q", "label": "Why?"}], [], {}, {}))


MAPPING = b"column,role,label,value,value_label\ncouncil,group,Council,,\nq1,score,How are you,,\n"
FIGURES, SURVEY = ("indicators", "lgbf", {}), ("survey", "answers", {"name": "wave", "expires": "2029-03-31"})
FORMATS = {
    "figures.csv": (FIGURES, lambda folder: writers.text()),
    "figures.xlsx": (FIGURES, lambda folder: writers.by_openpyxl()),
    "figures.ods": (FIGURES, lambda folder: writers.ODS["LibreOffice"]()),
    "answers.csv": (SURVEY, lambda folder: b"council,q1\nDU,1\nAN,2\nPK,3\n"),
    "answers.sav": (SURVEY, lambda folder: spss_file(folder, "a.sav")),
    "answers.zsav": (SURVEY, lambda folder: spss_file(folder, "a.zsav")),
    "answers.parquet": (SURVEY, parquet_file),
    "outlines.geojson": (("places", "outlines", {}), lambda folder: writers.outline()),
    "form.xlsx": (None, form),
}


def cases(content):
    """Damaged files: a sample, or as many as there is time for."""
    draw, until, count = random.Random(SEED), time.monotonic() + SECONDS, 0
    while count < SAMPLE if not SECONDS else time.monotonic() < until:
        count += 1
        yield damaged(content, draw)
    print(f"{count:,} damaged files")


def kept():
    return Observation.objects.count(), Boundary.objects.count(), Dataset.objects.count()


@pytest.mark.parametrize("name", FORMATS)
def test_a_damaged_file_is_imported_whole_or_refused_in_words(places, tmp_path, name):
    way, write = FORMATS[name]
    before = kept()
    states = dict.fromkeys(Import.State.values, 0)
    longest = 0.0
    for content in cases(write(tmp_path)):
        begun = time.monotonic()
        if way is None:
            problems = Problems()
            form = read_workbook(io.BytesIO(content), problems)
            assert (form is None) == bool(problems)
        else:
            with transaction.atomic():
                record = bring(places.system, *way, name, content)
                states[record.state] += 1
                if record.state != Import.State.ACCEPTED:
                    assert kept() == before
                if record.state == Import.State.REFUSED:
                    assert record.problem_count
                transaction.set_rollback(True)
        longest = max(longest, time.monotonic() - begun)
        assert longest < LONGEST
    print(name, {state: count for state, count in states.items() if count}, f"longest {longest:.1f} s")


def bring(by, kind, format, options, name, content):
    upload = actions.store_upload(by=by, name=name, chunks=[content])
    if kind == "survey":
        # somebody says what the columns are, so that what can be read is imported too
        mapping = actions.store_upload(by=by, name="mapping.csv", chunks=[MAPPING])
        options = {**options, "mapping": mapping.sha256}
    record = actions.start_import(by=by, upload=upload, format=format_for(kind, format), options=options)
    record = actions.check_import(by=by, record=record)
    if record.state == Import.State.READY:
        # what is refused only when it is accepted leaves nothing either
        with contextlib.suppress(Refusal), transaction.atomic():
            record = actions.accept_import(by=by, record=record)
    return record
