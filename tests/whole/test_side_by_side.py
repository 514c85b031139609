"""Services, proposals, indicators and areas of the demonstration, side by side."""

import pytest
from django.urls import reverse

pytestmark = [pytest.mark.slow]

LINES = {"services": "Provided by", "proposals": "What is asked", "indicators": "Unit", "places": "Code"}


@pytest.mark.parametrize("room", LINES)
def test_two_stand_side_by_side(room, demonstration, db, client, django_assert_max_num_queries):
    people = {role: member.user for member in demonstration.memberships.all() for role in member.roles}
    client.force_login(people["planner"])
    where = reverse(f"{room}:compare", args=["tayside"])
    boxes = client.get(where).context["boxes"]
    pair = {"these": ",".join(box.key for box in boxes[:2])}
    with django_assert_max_num_queries(45):
        page = client.get(where, pair)
    words = page.content.decode()
    assert LINES[room] in words
    assert [link.text for link in page.context["compared"]] == [box.title for box in boxes[:2]]
    assert all(client.get(link.url).status_code == 200 for link in page.context["compared"])
    lines = client.get(where, {**pair, "format": "csv"}).getvalue().decode("utf-8-sig")
    assert LINES[room] in lines
