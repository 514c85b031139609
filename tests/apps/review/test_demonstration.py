"""The demonstration, built whole: priority 3 joins up, the others say where they break, the reports are there."""

import pytest

from realign.registers.thread.queries import thread_of
from realign.registers.thread.types import ThreadStage
from realign.review.assurance import queries as assurance
from realign.review.assurance.steps import presenters
from realign.review.reports import queries as reports

pytestmark = [pytest.mark.slow]


def test_the_review_floor_of_the_demonstration(demonstration, db, client):
    partnership = demonstration
    threads = {one.priority.slug: one for one in assurance.threads(partnership)}
    whole = threads.pop("mental-health-and-wellbeing")
    assert whole.is_complete
    assert not any(found.is_whole_stage for found in whole.breaks)
    assert len(threads) == 4
    for one in threads.values():
        assert {ThreadStage.NEED, ThreadStage.DECISION, ThreadStage.ACTION, ThreadStage.RESULT} <= set(
            one.thread.missing
        )
        assert any("has no indicator" in found.words for found in one.breaks)
        assert all(found.owner and found.to_do for found in one.breaks)

    walk = thread_of(partnership, "decision", "d-2026-14")
    assert walk.missing == ()
    assert {node.kind.key for node in walk.all()} >= {
        "finding",
        "need",
        "result",
        "report",
    }

    later, first = assurance.assessments(partnership)
    changes = {row.code: row.change for row in presenters.pairs(first, later)}
    assert changes["4"] == 2
    assert changes["10"] is None  # the documents do not say, and silence is not a nought

    published, late = reports.reports(partnership)
    assert (published.is_published, late.is_published) == (True, False)
    page = client.get(f"/tayside/reports/{published.slug}/").content.decode()
    assert "12 weeks in October 2026" in page
    assert "Invented data" in page
    assert "Progress report to October 2026" in client.get("/tayside/").content.decode()
    for address in ("", "evidence/", "progress/", "decisions/"):
        page = client.get(f"/tayside/{address}").content.decode()
        assert page.count("Invented data: this is a demonstration") == 1
        # once as a banner; on figures, which leave the page, once more each
        assert page.count("rl_tag--invented-data") == page.count("<figcaption>")
