"""Gaps as everybody reads them: what cannot be seen, for whom, and what will be done."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse

from realign.foundations.design.words import date_words
from realign.foundations.partnerships.models import Partnership
from realign.foundations.publishing.registry import PUBLIC_RECORDS
from realign.foundations.publishing.types import Content, Line, PublicKind
from realign.registers.gaps import queries
from realign.registers.gaps.models import Gap
from realign.registers.gaps.presenters import whom
from realign.registers.gaps.rules import EDIT
from realign.registers.gaps.types import GAP, PublicGap


def _records(partnership: Partnership, on: date) -> Iterable[Gap]:
    return queries.gaps_for_everybody(partnership)


def _compose(gap: Gap) -> Content:
    return {
        "title": gap.title,
        "whom": whom(gap),
        "effect": gap.effect,
        "fix": gap.fix,
        "due_on": gap.due_on,
        "invented": gap.invented,
    }


def _in_words(content: Content) -> Sequence[Line]:
    gap = PublicGap.of(content)
    return (
        ("What is not known", gap.title),
        ("For which children", gap.whom),
        ("What it hides", gap.effect),
        ("What we will do", gap.fix),
        ("By", date_words(gap.due_on) if gap.due_on else ""),
    )


def _public_page(partnership: str, slug: str) -> str:
    return reverse("gaps:public", args=[partnership])


PUBLIC_RECORDS.add(
    PublicKind(
        slug=GAP,
        model=Gap,
        noun="gap",
        title="Gaps in what is known",
        permission=EDIT,
        records=_records,
        compose=_compose,
        in_words=_in_words,
        public_page=_public_page,
        ended="It was closed, or only members read it now.",
        order=50,
    )
)
