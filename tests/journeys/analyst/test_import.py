"""A data officer brings in a file with mistakes, reads what is wrong, mends it and takes it in."""

import pytest

from tests.journeys.people import looks_well, sign_in_as

HEADER = "ca_code,council,indicator,title,year,value,higher_is_better,family_group_people,year_clean\n"
GOOD = HEADER + (
    "S12000041,Angus,CHN99,Children who swim,2018-19,41.5,Yes,2,2018-19\n"
    "S12000042,Dundee City,CHN99,Children who swim,2018-19,38.0,Yes,4,2018-19\n"
    ",Scotland,CHN99,Children who swim,2018-19,45.2,Yes,,2018-19\n"
)
BAD = GOOD + (
    "S12000099,Atlantis,CHN99,Children who swim,2018-19,12,Yes,1,2018-19\n"
    "S12000041,Angus,CHN99,Children who swim,2019-20,many,Yes,2,2019-20\n"
)


@pytest.fixture
def files(tmp_path):
    bad, good = tmp_path / "swim-bad.csv", tmp_path / "swim.csv"
    bad.write_text(BAD)
    good.write_text(GOOD)
    return bad, good


def bring_in(page, site, path):
    page.goto(f"{site}/tayside/work/imports/new/indicators/lgbf/")
    page.locator("input[type=file]").set_input_files(str(path))
    page.get_by_role("main").get_by_role("button").last.click()


def test_a_file_with_mistakes_is_refused_whole_and_its_mended_copy_taken_in(site, page_at, files):
    bad, good = files
    page = sign_in_as(page_at(1280), site, "Analyst")
    bring_in(page, site, bad)
    text = settled(page)
    assert "2 problems found" in text
    assert "S12000099" in text
    assert "many" in text
    looks_well(page)
    page.goto(f"{site}/tayside/work/indicators/?q=swim")
    assert page.get_by_role("link", name="Children who swim").count() == 0

    bring_in(page, site, good)
    settled(page)
    looks_well(page)
    page.get_by_role("button", name="Import").click()
    settled(page)
    page.goto(f"{site}/tayside/work/indicators/?q=swim")
    assert page.get_by_role("link", name="Children who swim").count() == 1


def settled(page):
    """The page once the check is done: the worker has a moment."""
    page.wait_for_load_state()
    for _ in range(120):
        text = page.get_by_role("main").inner_text()
        if "Being checked" not in text and "Waiting to start" not in text and "Running" not in text:
            return text
        page.wait_for_timeout(1000)
        page.reload()
    raise AssertionError(text)
