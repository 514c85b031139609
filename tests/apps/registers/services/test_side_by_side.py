"""Services side by side: ticked, shown in one table, downloaded; spending only for those who may see it."""

import re

import pytest
from django.urls import reverse

from realign.registers.services import actions
from tests.apps.registers.services.worlds import build

PAIR = "school-counselling,support-for-young-carers"


@pytest.fixture
def compare(register, client, tayside):
    def page(role="commissioner", **asked):
        client.force_login(tayside.people[role])
        return client.get(reverse("services:compare", args=["tayside"]), asked, follow=True)

    return page


def test_two_ticked_services_stand_in_one_table_at_an_address_of_its_own(compare):
    answer = compare(**{"with": PAIR.split(",")})
    assert answer.redirect_chain[-1][0].endswith("these=school-counselling%2Csupport-for-young-carers")
    words = re.sub(r"\s+</td>", "</td>", answer.content.decode())
    assert '<td data-label="School counselling">11 to 18</td>' in words
    assert '<td data-label="Support for young carers">8 to 18</td>' in words
    assert words.count(" checked>") == 2


def test_what_only_one_has_is_not_known_of_the_other(compare, register, tayside):
    actions.create_service(
        by=tayside.system, name="Youth hub", summary="New.", provider=tayside.bodies["angus"],
        tier="universal", areas=[],
    )  # fmt: skip
    words = re.sub(r"\s+</td>", "</td>", compare(these="youth-hub,health-visiting").content.decode())
    assert '<td data-label="Youth hub">not known</td>' in words


def test_the_table_downloads_as_a_file(compare):
    lines = compare(these=PAIR, format="csv").getvalue().decode("utf-8-sig").splitlines()
    assert lines[0] == "What,School counselling,Support for young carers"
    assert "Reached,430,244" in lines


def test_spending_is_shown_to_those_who_may_see_it(compare):
    assert "Spent in that year" in compare(these=PAIR).content.decode()
    assert "Spent in that year" not in compare("third-sector-representative", these=PAIR).content.decode()


def test_one_alone_asks_for_another_and_five_show_four(compare, register, tayside):
    assert "Choose one more" in compare(these="health-visiting").content.decode()
    slugs = ["school-counselling", "support-for-young-carers", "health-visiting"]
    for number in range(2):
        slugs.append(
            actions.create_service(
                by=tayside.system, name=f"Hub {number}", summary="New.", provider=tayside.bodies["angus"],
                tier="universal", areas=[],
            ).slug
        )  # fmt: skip
    words = compare(these=",".join(slugs)).content.decode()
    assert "The first four are shown" in words
    assert 'data-label="Hub 1"' not in words


def test_the_list_is_narrowed_by_name(compare):
    words = compare(among="VISIT").content.decode()
    assert 'value="health-visiting"' in words
    assert 'value="school-counselling"' not in words


def test_another_partnership_s_services_cannot_be_chosen(compare, elsewhere):
    other = build(elsewhere)["visiting"]
    actions.change_service(by=elsewhere.system, service=other, revision=1, name="Only elsewhere")
    words = compare(these=f"{other.slug},school-counselling").content.decode()
    assert "Only elsewhere" not in words
