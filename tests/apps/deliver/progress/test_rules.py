"""When work is late or silent, and what an update must say."""

from datetime import date, timedelta

import pytest

from realign.deliver.progress import rules
from realign.foundations.partnerships.types import Refusal
from realign.plan.priorities.types import Going

TODAY = date(2026, 11, 20)


def ago(days):
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("due", "done", "days"),
    [
        (None, None, 0),
        (ago(-1), None, 0),
        (TODAY, None, 0),
        (ago(1), None, 1),
        (ago(30), None, 30),
        (ago(30), ago(1), 0),
    ],
)
def test_late_is_past_its_day_and_not_done(due, done, days):
    assert rules.days_late(due, done, TODAY) == days


@pytest.mark.parametrize("going", [*Going, None])
def test_an_action_past_its_day_is_late_unless_it_is_complete(going):
    assert rules.action_days_late(ago(5), going, TODAY) == (0 if going == Going.COMPLETE else 5)


@pytest.mark.parametrize(
    ("told", "starts", "going", "days"),
    [
        (ago(92), None, Going.ON_TRACK, 0),
        (ago(93), None, Going.ON_TRACK, 93),
        (ago(93), None, Going.COMPLETE, 0),
        (ago(10), ago(400), Going.ON_TRACK, 0),
        (None, ago(92), None, 0),
        (None, ago(93), None, 93),
        (None, ago(-30), None, 0),
        (None, None, None, 0),
    ],
)
def test_stale_is_no_news_for_more_than_92_days(told, starts, going, days):
    assert rules.days_silent(told, starts, going, TODAY) == days


@pytest.mark.parametrize(
    ("on", "reason", "last", "match"),
    [
        (TODAY, "It goes well", None, ""),
        (TODAY, "It goes well", TODAY, ""),
        (ago(3), "It goes well", ago(3), ""),
        (TODAY, "  ", None, "reason for the status"),
        (ago(-1), "It goes well", None, "in the future"),
        (ago(4), "It goes well", ago(3), "later update already"),
    ],
)
def test_an_update_has_a_reason_and_comes_after_the_last(on, reason, last, match):
    if not match:
        rules.check_update(on=on, today=TODAY, reason=reason, last_on=last)
    else:
        with pytest.raises(Refusal, match=match):
            rules.check_update(on=on, today=TODAY, reason=reason, last_on=last)
