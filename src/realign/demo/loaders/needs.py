"""The invented needs, the released tables that some of them rest on, and the services matched with them."""

from typing import Any

from realign.analyse.fit import actions
from realign.analyse.fit.models import Need
from realign.demo.content import content
from realign.foundations.partnerships.types import Actor
from realign.registers.evidence import queries as evidence
from realign.registers.frameworks import queries as frameworks
from realign.registers.frameworks.models import FrameworkItem
from realign.registers.services import queries as services

INVENTED = "Invented for the demonstration"
# needs of which a released table says how many have them; of the others nobody can say, and the pages say so
RELEASES = {"emotional-wellbeing": "raised-difficulties-2026", "caring-for-others": "carers-2026"}
FINDINGS = {"emotional-wellbeing": "raised-difficulties"}


def load_needs(by: Actor) -> None:
    """Every need of the content with the services that answer it."""
    wellbeing = {item.code: item for item in frameworks.items("shanarri", on=by.at.date())}
    for row in content("needs")["need"]:
        _match(by, _need(by, row, wellbeing), row)


def _need(by: Actor, row: dict[str, Any], wellbeing: dict[str, FrameworkItem]) -> Need:
    release, finding = RELEASES.get(row["slug"]), FINDINGS.get(row["slug"])
    return actions.create_need(
        by=by,
        slug=row["slug"],
        name=row["name"],
        definition=f"{row['measured_by']}.",
        age_from=row["age_from"],
        age_to=row["age_to"],
        release=evidence.releases(by.partnership).filter(slug=release).first() if release else None,
        finding=evidence.finding(by.partnership, finding) if finding else None,
        tags=[wellbeing[code] for code in row["wellbeing"]],
        source=INVENTED,
        invented=True,
    )


def _match(by: Actor, need: Need, row: dict[str, Any]) -> None:
    """A service gives a need the share that the content states, or else an equal share of its work."""
    answers = {service["slug"]: len(service["needs"]) for service in content("services")["service"]}
    for slug in row["services"]:
        share = row.get("shares", {}).get(slug, 100 // max(answers[slug], 1))
        actions.create_match(
            by=by,
            need=need,
            service=services.service(by.partnership, slug),
            share=share,
            reason=_why(slug, row, answers[slug], share),
            invented=True,
        )


def _why(slug: str, row: dict[str, Any], needs: int, share: int) -> str:
    if slug in row.get("shares", {}):
        return "Share of its young people who score 15 or more; invented"
    return INVENTED if share == 100 else f"Equal shares of its {needs} needs; invented"
