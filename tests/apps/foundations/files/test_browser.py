"""The pages of files, indicators and places in a real browser: clear to axe, quiet, and no wider than a telephone."""

import pytest

from realign.foundations.files import actions
from realign.foundations.files.registry import format_for
from tests.apps.foundations.files.conftest import BAD, GOOD
from tests.support.browser import (
    assert_axe_clean,
    assert_console_clean,
    assert_fits,
    keep_screenshot,
    sign_in,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PAGES = (
    "imports/",
    "imports/new/",
    "imports/new/indicators/statistics-gov-scot/",
    "indicators/",
    "indicators/lgbf-chn4/",
    "indicators/lgbf-chn4/edit/",
    "places/",
    "places/S12000042/",
    "datasets/",
)


def bring(places, text):
    by = places.actor("analyst")
    upload = actions.store_upload(by=by, name="figures.csv", chunks=[text.encode()])
    record = actions.start_import(by=by, upload=upload, format=format_for("indicators", "lgbf"))
    return actions.check_import(by=by, record=record)


@pytest.mark.parametrize("width", [1280, 360])
def test_every_page_is_clear_quiet_and_fits(live_server, page_at, places, width):
    more = GOOD + ",Angus,CHN4,% of pupils,2019-20,52,Yes\n,Dundee City,CHN4,% of pupils,2019-20,48,Yes\n"
    actions.accept_import(by=places.actor("analyst"), record=bring(places, more))
    refused = bring(places, BAD)
    waiting = bring(places, more.replace("52", "53"))
    page = page_at(width)
    sign_in(page, live_server.url, places.people["analyst"])
    for address in (*PAGES, f"imports/{refused.pk}/", f"imports/{waiting.pk}/"):
        page.goto(f"{live_server.url}/tayside/work/{address}")
        assert_axe_clean(page)
        assert_console_clean(page)
        assert_fits(page)
        keep_screenshot(page, f"{address.strip('/').replace('/', '-')}-{width}")
