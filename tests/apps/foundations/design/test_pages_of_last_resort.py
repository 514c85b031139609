"""The pages people see when something went wrong must not go wrong themselves."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from realign.foundations.partnerships.types import Refusal


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "500.html"])
def test_each_can_be_drawn_when_nothing_else_is_known(name):
    page = render_to_string(name)
    assert page.count("<h1") == 1
    assert 'lang="en-GB"' in page


def test_a_refusal_gives_its_reason_and_who_can_help():
    refusal = Refusal("Only two checkers may release a table.", "Ask Farah Siddiqui.")
    page = render_to_string("403.html", {"refusal": refusal}, request=RequestFactory().get("/"))
    assert "Only two checkers may release a table." in page
    assert "Ask Farah Siddiqui." in page


@pytest.mark.parametrize("name", ["about", "accessibility", "cookies"])
def test_the_statements_can_be_read_by_anybody(client, db, name):
    response = client.get(f"/{name}/")
    assert response.status_code == 200
    assert "<h1" in response.content.decode()


def test_the_content_security_policy_lets_in_nothing_inline(client, db):
    policy = client.get("/about/")["Content-Security-Policy"]
    assert "script-src 'self';" in f"{policy};"
    assert "style-src 'self';" in f"{policy};"
    assert "unsafe" not in policy
