"""How long documents and charts take, on the clock and in processor time: `python -m benchmarks documents_build`.

A plan of about 27 pages: 24 sections, each with text, a footnoted figure, a table and a chart of its own.
"""

# Django must be set up before its models are imported
# ruff: noqa: E402

import io
import os
import time
from datetime import date

import django
import pypdf

from benchmarks import own_installation

own_installation()

django.setup()

from realign.foundations.design.charts import drawing
from realign.foundations.design.charts.bars import bar_with_interval
from realign.foundations.design.charts.types import PERCENT, Chart, ChartValue
from realign.foundations.documents.build import build
from realign.foundations.documents.pictures import picture_of
from realign.foundations.documents.types import Document, Format

SECTIONS = 24
SENTENCE = (
    "Families told us that help came too late and in the wrong place, and we will change that together. "
)


def chart(i: int) -> Chart:
    """A chart with numbers of its own, so that no drawing is reused."""
    bars = [ChartValue(f"Area {j}", 10 + i + j, 8 + i + j, 12 + i + j) for j in range(6)]
    return bar_with_interval(title=f"Chart {i}", sentence="Area 5 is highest.", bars=bars, unit=PERCENT)


def section(i: int) -> str:
    """Text with a footnoted figure, a table and a picture."""
    rows = "".join(f'<tr><th scope="row">Area {j}</th><td class="number">{j * i}</td></tr>' for j in range(8))
    return (
        f'<h2>Section {i}</h2><p>{SENTENCE * 6}<span role="doc-footnote">Source {i}, 2024</span></p>'
        f'<figure><img src="picture:chart{i}"><figcaption>Figure {i}. By area</figcaption></figure>'
        f"<h3>In numbers</h3><p>{SENTENCE * 4}</p><table><caption>Table {i}. Children by area</caption><thead><tr>"
        f'<th scope="col">Area</th><th scope="col" class="number">Children</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


class Stopwatch:
    """Seconds on the clock, and of processor time here and in the programs started."""

    def __init__(self) -> None:
        self.clock, self.work = time.perf_counter(), sum(os.times()[:4])

    def __str__(self) -> str:
        return (
            f"{time.perf_counter() - self.clock:.2f} s ({sum(os.times()[:4]) - self.work:.2f} s of processor)"
        )


def main() -> None:
    drawing.svg(chart(99).specification(640), "warm", "up")
    watch = Stopwatch()
    pictures = {f"chart{i}": picture_of(chart(i)) for i in range(SECTIONS)}
    print(f"{SECTIONS} new charts as SVG and PNG: {watch}")
    watch = Stopwatch()
    pictures = {f"chart{i}": picture_of(chart(i)) for i in range(SECTIONS)}
    print(f"the same {SECTIONS} charts again: {watch}")
    body = "".join(section(i) for i in range(SECTIONS))
    plan = Document("Plan", "Partnership", "en-GB", date(2026, 3, 31), body, pictures=pictures)
    for wanted in Format:
        watch = Stopwatch()
        made = build(plan, {wanted})[wanted]
        taken = str(watch)
        pages = f", {len(pypdf.PdfReader(io.BytesIO(made)).pages)} pages" if wanted is Format.PDF else ""
        print(f"{wanted.value}: {taken}, {len(made) / 1e6:.2f} MB{pages}")


if __name__ == "__main__":
    main()
