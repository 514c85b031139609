"""The vision as everybody reads it: the wording that a second person published last."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse

from realign.foundations.design.words import date_words
from realign.foundations.partnerships.models import Partnership
from realign.foundations.publishing.registry import PUBLIC_RECORDS
from realign.foundations.publishing.types import Content, Line, PublicKind
from realign.plan.priorities import queries
from realign.plan.priorities.models import Vision
from realign.plan.priorities.rules import EDIT
from realign.plan.priorities.types import VISION


def _records(partnership: Partnership, on: date) -> Iterable[Vision]:
    vision = queries.vision(partnership, on)
    return [vision] if vision is not None else []


def _compose(vision: Vision) -> Content:
    return {"text": vision.text, "valid_from": vision.valid_from}


def _in_words(content: Content) -> Sequence[Line]:
    return (
        ("The vision", content["text"]),
        ("Holds from", date_words(date.fromisoformat(str(content["valid_from"])))),
    )


def _label(vision: Vision) -> str:
    return f"The vision from {date_words(vision.valid_from)}"


def _work_page(vision: Vision) -> str:
    return reverse("priorities:list", args=[vision.partnership_slug])


PUBLIC_RECORDS.add(
    PublicKind(
        slug=VISION,
        model=Vision,
        noun="wording of the vision,wordings of the vision",
        title="The vision",
        permission=EDIT,
        records=_records,
        compose=_compose,
        in_words=_in_words,
        label=_label,
        work_page=_work_page,
        order=20,
    )
)
