"""What the front page of analysis says of evidence: how much is known, and how strong it is."""

from collections import Counter
from datetime import date

from django.urls import reverse
from django.utils.text import get_text_list

from realign.foundations.design.types import Link
from realign.foundations.design.words import counted
from realign.foundations.fronts.registry import FRONT_PANELS
from realign.foundations.fronts.types import FrontAnswer, FrontFigure, FrontPanel
from realign.foundations.partnerships.types import Actor
from realign.registers.evidence import queries
from realign.registers.evidence.models import Finding


def known(by: Actor, on: date) -> FrontAnswer:
    """How many findings are released, by strength, and how many wait for a second person."""
    strengths = Counter(queries.citable_findings(by.partnership).values_list("strength", flat=True))
    waiting = queries.waiting_findings(by.partnership).count()
    waits = f" {counted(waiting, 'waits,wait').capitalize()} for a second person." if waiting else ""
    total = sum(strengths.values())
    here = by.partnership.slug
    if not total:
        first = Link("Add the first finding", reverse("evidence:finding-add", args=[here]))
        return FrontAnswer(
            f"No finding is released yet.{waits}",
            first_step=first if by.may("evidence.edit") and not waiting else None,
        )
    parts = [f"{strengths[key]} {label.lower()}" for key, label in Finding.Strength.choices if strengths[key]]
    return FrontAnswer(
        f"{counted(total, 'finding').capitalize()} {'is' if total == 1 else 'are'} released; "
        f"the evidence is {get_text_list(parts, 'and')}.{waits}",
        figure=FrontFigure(str(total), "findings released", reverse("evidence:library", args=[here])),
    )


FRONT_PANELS.add(FrontPanel("evidence:library", "evidence.view", known, order=10, leads=True))
