"""Decisions as everybody reads them. A decision never changes once it is recorded; whether it is out is decided here."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Model
from django.urls import reverse

from realign.deliver.decisions import queries
from realign.deliver.decisions.models import Decision
from realign.deliver.decisions.rules import RECORD
from realign.deliver.decisions.types import DECISION, JOINED
from realign.foundations.design.words import date_words
from realign.foundations.partnerships.models import Partnership
from realign.foundations.publishing.registry import PUBLIC_RECORDS
from realign.foundations.publishing.types import Content, Line, PublicKind


def _records(partnership: Partnership, on: date) -> Iterable[Decision]:
    return queries.open_decisions(partnership)


def _compose(decision: Decision) -> Content:
    return {
        "title": decision.title,
        "group": decision.meeting.group.name,
        "on": decision.meeting.on,
        "result": decision.get_result_display(),
        "question": decision.question,
        "text": decision.text,
        "reason": decision.reason,
        "owner": decision.owner,
        "review_on": decision.review_on,
        "judged": [
            [label, text]
            for label, text in (
                ("Nature of the change", decision.nature),
                ("Scale of the change", decision.scale),
                ("How visible or sensitive it is", decision.profile),
                ("Who decides", decision.get_route_display()),
            )
        ],
        "options": [
            [option.title, "Taken" if option.taken else "Turned down", option.reason]
            for option in decision.options.all()
        ],
        "positions": [
            [position.organisation.name, position.get_stance_display(), position.note]
            for position in decision.positions.all()
        ],
        "answers": [question.text for question in decision.answers.all()],
        "invented": decision.invented,
    }


OUTCOMES = {"Taken": "Chosen", "Turned down": "Not chosen"}
"""How pages say what became of an option. Published versions keep the older words, which were frozen with them."""


def _in_words(content: Content) -> Sequence[Line]:
    return (
        ("Title", content["title"]),
        (
            "Decided",
            f"{content['result']}, {content['group']}, {date_words(date.fromisoformat(str(content['on'])))}",
        ),
        ("What was asked", content["question"]),
        ("What was decided", content["text"]),
        ("Why", content["reason"]),
        ("Owner", content["owner"]),
        ("It answers", " ".join(content["answers"])),
        *(
            (f"Option: {title}", f"{OUTCOMES.get(outcome, outcome)}. {reason}".strip())
            for title, outcome, reason in content["options"]
        ),
        *((body, f"{stance}. {note}".strip()) for body, stance, note in content["positions"]),
        *((label, text) for label, text in content["judged"]),
    )


def _parts(decision: Decision) -> Iterable[Model]:
    bodies = [position.organisation for position in decision.positions.all()]
    return (decision, decision.meeting.group, *bodies, *decision.answers.all())


def _public_page(partnership: str, slug: str) -> str:
    return reverse("decisions:public-decision", args=[partnership, slug])


PUBLIC_RECORDS.add(
    PublicKind(
        slug=DECISION,
        model=Decision,
        noun="decision",
        title="Decisions",
        permission=RECORD,
        records=_records,
        compose=_compose,
        in_words=_in_words,
        parts=_parts,
        public_page=_public_page,
        reading=frozenset({JOINED}),
        order=40,
    )
)
