"""What a released table says of itself to somebody who has the workbook or the figure and not the page."""

from datetime import UTC, datetime

from realign.foundations.open_data.workbooks import INVENTED
from realign.methods.disclosure import profile, promise_in_words
from realign.methods.signs import Sign
from realign.registers.evidence import queries
from realign.registers.evidence.presenters import released
from tests.apps.registers.evidence.tables import shares

LATER = datetime(2026, 11, 20, 9, tzinfo=UTC)


def test_the_notes_of_a_workbook_say_what_it_is_how_sure_and_how_it_may_be_used(tayside):
    release = shares(tayside)
    release.released_at, release.invented = LATER, False
    notes = released.notes_of(release, released.csv_rows(release, queries.cells(release)))
    assert notes == [
        ("Table", release.title),
        ("What it shows", "Struggles"),
        ("Who was asked", "Pupils of S1 to S6"),
        ("Source", "Small survey, March 2026"),
        ("Released", "20 November 2026, after 1 person checked it"),
        ("Council area", "S12000041 = Angus; S12000042 = Dundee City; S12000048 = Perth and Kinross"),
        ("Interval", "logit"),
        (
            "Figures",
            "Shares are weighted, in parts of one. Counts and bases are of pupils who answered, unweighted.",
        ),
        (
            "Small numbers",
            f"2 groups hidden. Rules: Fewer than 5{released._checked(release)}. "
            + promise_in_words(profile("fewer-than-5")),
        ),
        *((str(sign), sign.meaning) for sign in (Sign.CONFIDENTIAL, Sign.UNRELIABLE)),  # that stand in it
        ("Caution", "Small differences may be chance. Intervals are 95%; that two overlap is no test."),
        ("Licence", "Ask the partnership how you may use it, and name the partnership as the source."),
    ]


def test_the_notes_begin_with_what_nobody_may_overlook(tayside):
    release = shares(tayside)
    release.invented, release.withdrawn_at, release.withdrawn_because = True, LATER, "A class counted twice."
    assert released.notes_of(release, [])[:2] == [
        ("INVENTED", INVENTED),
        ("WITHDRAWN", "20 November 2026: A class counted twice."),
    ]


def test_a_figure_says_where_it_is_from_when_and_how_sure_it_is(tayside):
    release = shares(tayside)
    release.released_at = LATER
    source = released.source_of(release)
    assert (source.where, source.when, source.method) == (
        "Small survey, March 2026",
        "released 20 November 2026",
        "Interval: logit",
    )
    assert source.sure == "95% confidence intervals; 2 cells hidden to protect people"


def test_the_table_in_words_names_its_columns(tayside):
    release = shares(tayside)
    table = released.table_of(release, queries.cells(release))
    assert table.headers == ("Council area", "Share", "95% interval", "With it", "Answered")
    assert table.caption == f"{release.title}: share, interval and pupils who answered"
