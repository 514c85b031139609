"""Every form goes through one door, and nothing typed is lost there."""

import ast
import inspect
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import resolve

from realign.foundations.accounts.models import User
from realign.foundations.design import editing
from realign.foundations.design.forms.folding import MOST_OPEN
from realign.foundations.design.forms.steps import MOST_ON_ONE_PAGE
from realign.foundations.partnerships import access
from realign.foundations.partnerships.models import Membership
from realign.foundations.partnerships.roles import permissions_of
from realign.foundations.partnerships.types import Refusal
from tests.whole.addresses import addresses, opened_with
from tests.whole.filling import TYPED, filled, forms_on
from tests.whole.samples import Samples, samples

SOURCE = Path(settings.PACKAGE)
DOOR = SOURCE / "foundations" / "design" / "editing.py"
PARTS = SOURCE / "foundations" / "design" / "forms" / "parts.py"

# views that still handle a form by hand; nothing may be added
BY_HAND: set[str] = {
    "foundations/design/views.py",
}

# forms that the walk does not post, and why
UNSEEN: dict[str, str] = {
    "groups:start": "where there are groups it leads to them: posted in tests/whole/test_first_hour.py",
    "plans:check-text": "it works something out and keeps nothing",
    "evidence:finding-drop-change": "the sample finding has no change that waits; tests/apps/registers/evidence tries it",
    **dict.fromkeys(
        (f"surveys:{name}" for name in ("accept", "ask", "let-out", "return", "review", "rework")),
        "needs a file or a request in one certain state: posted in tests/apps/analyse/surveys/test_forms.py",
    ),
    **dict.fromkeys(
        ("surveys:columns", "surveys:headings"),
        "it needs a file that is not yet imported: posted in tests/apps/analyse/surveys/test_forms.py",
    ),
    "files:columns": "it needs a sheet and a row in its address: posted in tests/apps/foundations/files/test_layouts.py",
    "people:send-again": "it needs an e-mail that was not taken: posted in tests/apps/foundations/people",
    "people:link": "it needs a name in its address: posted in tests/apps/foundations/people",
    "publishing:together": "it lists drafts of others: posted in tests/apps/foundations/publishing/test_together.py",
    "programme:place-add": "in the demonstration every area of the first tranche has its place",
}
POSTED: set[str] = set()

# pages that ask for more than their rule says: for whom they are
FOR = dict.fromkeys(
    ("files:new", "files:layout", "files:columns", "files:layout-edit", "files:layout-remove"),
    "indicators.import",
)

# what a form needs that cannot be told from the kind of its fields: view name -> field -> what to type
OWN: dict[str, dict[str, object]] = {
    "administration:settings": {"contact_phone": "01382 000000"},
    # a group must be one of the released table chosen, and databases list them in orders of their own
    "evidence:finding-add": {"cell": ""},
    # nobody is both present and sorry to be away
    "decisions:meeting-minutes": {"members_sorry": []},
    "files:layout-edit": {
        "column_lines": "LA = council",
        "patterns": "{indicator} {year} = value",
        "same": "higher_is_better =",
        "rows_not_used": "Notes = draft",
    },
    "services:money": {"year": "2026/27"},
    "services:year": {"year": "2026/27"},
    "surveys:questionnaire-new": {"file": SimpleUploadedFile("form.xlsx", b"a workbook")},
}


@cache
def callers_of_is_valid():
    return frozenset(_callers_of_is_valid())


def _callers_of_is_valid():
    for path in sorted(SOURCE.rglob("*.py")):
        if path in (DOOR, PARTS):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "is_valid":
                yield str(path.relative_to(SOURCE))


def test_no_form_is_handled_beside_the_door():
    assert callers_of_is_valid() - BY_HAND == set()


def test_nobody_is_excused_who_does_not_need_it():
    assert BY_HAND - callers_of_is_valid() == set()


REASON = "Refused because a test looks what becomes of the words."
PAGES = [a for a in addresses() if "partnership" in a.parts and a.rule != access.PUBLIC]


def refuse(save, values):
    raise Refusal(REASON, "Type on.")


@dataclass(frozen=True)
class World:
    """What every test of the walk needs of the demonstration, looked up once."""

    may: dict[User, frozenset[str]]
    """Its people and their permissions, whoever may do most first: some pages ask for more than their rule."""
    samples: Samples

    def holder_of(self, rule):
        """Somebody whom this rule lets in."""
        for user, permissions in self.may.items():
            if rule in {access.SIGNED_IN, access.MEMBER} or rule in permissions:
                return user
        raise LookupError(f"nobody in the demonstration may {rule}")


def in_a_file_by_hand(view):
    return str(Path(inspect.getsourcefile(inspect.unwrap(view))).relative_to(SOURCE)) in BY_HAND


@pytest.fixture(scope="module")
def world(demonstration, django_db_blocker):
    with django_db_blocker.unblock():
        memberships = Membership.objects.filter(partnership=demonstration).select_related("user")
        may = {membership.user: permissions_of(membership.roles) for membership in memberships}
        users = sorted(may, key=lambda user: (-len(may[user]), user.pk))
        return World({user: may[user] for user in users}, samples(demonstration))


@pytest.mark.slow
@pytest.mark.parametrize("address", PAGES, ids=str)
def test_what_was_typed_is_still_there_when_saving_is_refused(address, client, world, monkeypatch, db):
    where = opened_with(address, "tayside", world.samples)
    client.force_login(world.holder_of(FOR.get(address.name, address.rule)))
    page = client.get(where, follow=False)
    if page.status_code != 200 or page.context is None:
        return  # a post alone, or one that leads elsewhere: its form stands on another page
    monkeypatch.setattr(editing, "save_once", refuse)
    for found in forms_on(where, page):
        assert too_long(found) == [], address.name
        target = resolve(found.action.partition("?")[0])
        if target.view_name in UNSEEN or in_a_file_by_hand(target.func):
            continue
        # what is looked at first is saved by the button of this name only
        sent = filled(found, OWN.get(target.view_name, {})) | {"keep": "1"}
        client.force_login(world.holder_of(FOR.get(target.view_name, target.func.access_rule)))
        answer = client.post(found.action, sent)
        words = answer.content.decode()
        assert answer.status_code == 200, f"{target.view_name} answers {answer.status_code}"
        assert REASON in words, f"{target.view_name} was not saved: {wrong_in(answer)}"
        POSTED.add(target.view_name)
        typed = [value for value in sent.values() if isinstance(value, str) and value.startswith(TYPED)]
        assert all(text.splitlines()[0] in words for text in typed), (
            f"{target.view_name} loses what was typed"
        )


def too_long(found):
    """What a reader of one page would have to scroll through: many fields at once, or a long list of boxes left open."""
    fields = [field for form in found.forms for field in form.visible_fields()]
    faults = []
    if (
        len(fields) > MOST_ON_ONE_PAGE
        and 'id="part-1"' not in found.markup
        and 'type="file"' not in found.markup
    ):
        faults.append(f"{len(fields)} fields on one page")
    unfolded = re.sub(r"<details\b.*?</details>", "", found.markup, flags=re.DOTALL)
    boxes = Counter(re.findall(r'type="checkbox" name="([^"]*)"(?![^>]*_hint)', unfolded))
    return faults + [f"{many} boxes of {name} open" for name, many in boxes.items() if many > MOST_OPEN]


def test_every_form_that_the_door_shows_was_posted():
    """A form that the walk cannot find is a form that nobody tried."""
    shown = {
        address.name
        for address in PAGES
        if "edit_page(" in inspect.getsource(inspect.unwrap(address.view))
        and not in_a_file_by_hand(address.view)
    }
    assert sorted(shown - POSTED - set(UNSEEN)) == []


def wrong_in(answer):
    """What the forms of a page say is wrong, for the message of a failing test."""
    return [dict(form.errors) for found in forms_on("/", answer) for form in found.forms if form.errors]
