"""The guides are pages: found, readable by anybody, each with its contents."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

from realign.foundations.guides import queries
from realign.foundations.guides.types import GuideKind
from realign.foundations.partnerships.roles import roles

pytestmark = pytest.mark.django_db
ROOT = Path(settings.ROOT)


def text_of(client, where):
    answer = client.get(where)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_guide_and_every_method_is_listed(client):
    page = text_of(client, "/guides/")
    for kind in GuideKind:
        for path in (ROOT / "docs" / kind).glob("*.md"):
            assert f'href="/guides/{"methods/" if kind is GuideKind.METHOD else ""}{path.stem}/"' in page


def test_a_guide_has_its_contents_and_every_entry_leads_to_its_heading(client):
    page = text_of(client, "/guides/analyst/")
    assert "<h1" in page
    assert "For data and evidence analysts</h1>" in page
    entries = re.findall(r'<li><a href="#([a-z-]+)">', page)
    assert len(entries) > 10
    assert all(f'<h2 id="{entry}">' in page for entry in entries)
    assert "&lt;!--" not in page, "the notes for the program are not shown"


@pytest.mark.parametrize("kind", list(GuideKind))
def test_every_text_is_a_page_whose_links_lead_somewhere(client, kind):
    for guide in queries.guides(kind):
        page = text_of(client, f"/guides/{'methods/' if kind is GuideKind.METHOD else ''}{guide.slug}/")
        assert page.count("<h1") == 1
        main = page[page.index("<main") :]
        assert ".md" not in " ".join(re.findall(r'href="([^"]*)"', main))
        for where in re.findall(r'href="(/guides/[^"#]*)', main):
            assert client.get(where).status_code == 200


def test_a_link_to_what_the_site_does_not_have_stays_as_words(client):
    main = text_of(client, "/guides/developer/")
    assert "ARCHITECTURE.md" in main
    assert 'href="../../ARCHITECTURE.md' not in main


def test_there_is_no_other_guide(client):
    assert client.get("/guides/no-such-guide/").status_code == 404
    assert client.get("/guides/methods/planner/").status_code == 404


def test_the_guides_of_ones_own_role_come_first(client, tayside):
    client.force_login(tayside.people["output-checker"])
    client.get("/tayside/work/")
    page = text_of(client, "/guides/")
    assert page.index("For output checkers") < page.index("For data and evidence analysts")
    assert page.count("For your role") == 1


def test_what_explains_a_page_names_the_page_before_its_room():
    (guide, section), *others = queries.guides_of("priorities:targets", ["planner"])
    assert (guide.slug, section.title) == ("planner", "Look at targets again")
    assert next(section.title for _, section in others) == "Keep the plan joined up"
    first, _ = queries.guides_of("surveys:request", ["output-checker"])[0]
    assert first.slug == "output-checker"
    assert queries.guides_of("no-such-room:page", []) == []


def test_the_notes_in_guides_name_roles_and_rooms_that_there_are():
    from tests.whole.addresses import addresses

    names = {address.name for address in addresses()}
    known = names | {name.partition(":")[0] for name in names} | {"fronts"}
    for guide in queries.guides():
        assert set(guide.roles) <= set(roles())
        for pages in (guide.pages, *(section.pages for section in guide.sections)):
            assert set(pages) <= known, guide.slug


@pytest.mark.slow
def test_a_wheel_carries_them(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "realign/foundations/guides/texts/guides/planner.md" in names
    assert "realign/foundations/guides/texts/methods/wording.md" in names
