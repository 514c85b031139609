"""veraPDF, an independent judge, agrees that the PDF keeps PDF/UA-1 and PDF/A-2a."""

import pytest
import typst

from realign.foundations.documents.build import build
from realign.foundations.documents.pictures import picture_of
from realign.foundations.documents.types import Format
from tests.apps.foundations.design.charts.samples import CHARTS
from tests.apps.foundations.design.maps.samples import DIAGRAMS
from tests.apps.foundations.documents.samples import sample
from tests.support.verapdf import verdicts

pytestmark = [pytest.mark.slow, pytest.mark.verapdf]
STANDARDS = ("ua1", "2a")


@pytest.mark.parametrize("change", [{}, {"front_page": False}, {"language": "gd"}])
def test_a_document_with_everything_in_it_keeps_both_standards(tmp_path, change):
    found = verdicts(build(sample(**change), {Format.PDF})[Format.PDF], STANDARDS, tmp_path)

    assert {name: verdict.failures for name, verdict in found.items()} == {"ua1": (), "2a": ()}
    assert all(verdict.compliant and verdict.checks > 1000 for verdict in found.values())


def test_the_judge_fails_a_file_without_title_language_and_tags(tmp_path):
    bad = typst.compile(b"= Heading\nWords", format="pdf", pdf_tags=False)

    found = verdicts(bad, STANDARDS, tmp_path)

    assert not found["ua1"].compliant
    assert not found["2a"].compliant
    assert found["ua1"].failures


def test_a_document_with_every_kind_of_picture_keeps_both_standards(tmp_path):
    pictures = {name: picture_of(chart) for name, chart in (CHARTS | DIAGRAMS).items()}
    figures = "".join(
        f'<figure><img src="picture:{name}"><figcaption>Figure: {name}</figcaption></figure>'
        for name in pictures
    )
    document = sample(body=f"<h2>Charts</h2>{figures}", pictures=pictures)

    found = verdicts(build(document, {Format.PDF})[Format.PDF], STANDARDS, tmp_path)

    assert {name: verdict.failures for name, verdict in found.items()} == {"ua1": (), "2a": ()}
