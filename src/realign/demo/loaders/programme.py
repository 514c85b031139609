"""The evidence programme: the national one of 2015 as it was printed, and two invented rounds in Tayside."""

from datetime import UTC, date, datetime, time
from typing import Any

from realign.analyse.programme import actions, queries
from realign.analyse.programme.models import Round, Site, Tranche, Waiting
from realign.analyse.surveys.designs import queries as design_queries
from realign.demo.content import content
from realign.demo.loaders.people import acting_as, earlier
from realign.foundations.partnerships.queries import organisations
from realign.foundations.partnerships.types import Actor
from realign.registers.frameworks.models import FrameworkItem
from realign.registers.groups import actions as groups
from realign.registers.groups import queries as held_groups
from realign.registers.groups.models import Group

AREA_FIELDS = (
    "name", "manager_post", "wants_boost", "contacted_on", "visited_on", "starts_on", "note", "source",
)  # fmt: skip
TRANCHE_FIELDS = (
    "name", "slot_on", "age_groups", "instrument", "supplier", "contract", "note", "source", "invented",
)  # fmt: skip
Sites = dict[tuple[str, str], Site]


def load_programme(by: Actor) -> None:
    """Rounds, areas, slots, training, benefits, roles, oversight and what came before."""
    contents = content("programme")
    rounds = {row["key"]: actions.create_round(by=by, **_without(row, "key")) for row in contents["round"]}
    sites = {(row["round"], row["name"]): _area(by, row, rounds[row["round"]]) for row in contents["area"]}
    _slots(by, contents, rounds, sites)
    _start(by, contents, sites)
    for row in contents["session"]:
        _training(by, row, rounds[row["round"]], sites)
    _gains(by, contents, rounds)
    _oversight(by, contents["oversight"], rounds["2026"])
    for row in contents["earlier"]:
        actions.create_earlier_work(by=by, **row)
    for row in contents["secondment"]:
        actions.create_secondment(by=by, **row)


def _area(by: Actor, row: dict[str, Any], programme_round: Round) -> Site:
    bodies = {body.slug: body for body in organisations(by.partnership)}
    lists = queries.Lists(programme_round.starts_on)
    site = actions.create_site(
        by=by,
        round=programme_round,
        body=bodies.get(row.get("body", "")),
        invented=programme_round.invented,
        **_only(row, AREA_FIELDS),
    )
    evidence = row.get("conditions", {})
    if row.get("complete"):
        evidence = {
            condition.code: "Agreed by the Directors’ Group in November 2025."
            for condition in lists.conditions
        }
    when = _at(date(row["visited_on"].year, 11, 9)) if evidence else by.at
    for condition in lists.conditions:
        if condition.code in evidence:
            actions.judge_condition(
                by=earlier(by, when),
                site=site,
                condition=condition,
                met=True,
                evidence=evidence[condition.code],
            )
    _signatures(by, row, site, lists)
    for code, state in row.get("elements", {}).items():
        actions.set_element(by=by, site=site, element=_entry(lists, "programme-elements", code), state=state)
    return site


def _signatures(by: Actor, row: dict[str, Any], site: Site, lists: queries.Lists) -> None:
    """Each by the person whose sector it is; where nobody of the demonstration is, entered from the minute."""
    signatures = row.get("signatures", ())
    if row.get("complete"):
        signatures = [
            {"sector": sector.code, "entered": "Entered from the minute"} for sector in lists.sectors
        ]
    for signature in signatures:
        sector = _entry(lists, "sign-off-sectors", signature["sector"])
        when = _at(date(row["contacted_on"].year, 11, 3))
        for purpose in lists.purposes:
            if signature.get("only", purpose.code) != purpose.code:
                continue
            who = acting_as(by, signature["person"], when) if "person" in signature else earlier(by, when)
            entered = {"who": signature["entered"]} if "entered" in signature else {}
            actions.sign(
                by=who, site=site, sector=sector, purpose=purpose, post=_post(signature),
                minute=signature.get("minute", ""), invented=True, **entered,
            )  # fmt: skip


def _post(signature: dict[str, Any]) -> str:
    people: dict[str, str] = {person["slug"]: person["post"] for person in content("people")["person"]}
    return people.get(signature.get("person", ""), "for the council or board")


def _slots(by: Actor, contents: dict[str, Any], rounds: dict[str, Round], sites: Sites) -> None:
    for row in contents["tranche"]:
        survey = design_queries.survey(by.partnership, row["survey"]) if "survey" in row else None
        tranche = actions.create_tranche(
            by=by, round=rounds[row["round"]], survey=survey, **_only(row, TRANCHE_FIELDS)
        )
        for name in row["areas"]:
            _place(by, tranche, sites[row["round"], name])


def _place(by: Actor, tranche: Tranche, site: Site) -> None:
    called = {"call_off": f"Call-off for {site.name}", "invented": True} if tranche.invented else {}
    actions.give_place(by=by, tranche=tranche, site=site, **called)


def _start(by: Actor, contents: dict[str, Any], sites: Sites) -> None:
    for row in contents["area"]:
        if "started_on" in row:
            site = sites[row["round"], row["name"]]
            actions.start_site(by=by, site=site, on=row["started_on"], revision=site.revision)


def _training(by: Actor, row: dict[str, Any], programme_round: Round, sites: Sites) -> None:
    lists = queries.Lists(programme_round.starts_on)
    session = actions.create_session(
        by=by,
        round=programme_round,
        invented=programme_round.invented,
        foci=[_entry(lists, "development-foci", code) for code in row["foci"]],
        **_only(row, ("name", "day", "held_on", "room_for")),
    )
    for request in row.get("waiting", ()):
        when = earlier(by, _at(request["asked_on"]))
        entry = actions.ask_for_places(
            by=when,
            session=session,
            invented=programme_round.invented,
            **_only(request, ("area", "people", "asked_on")),
        )
        if request["state"] == Waiting.State.TAKEN:
            actions.offer_places(by=when, waiting=entry, revision=1)
            actions.answer_offer(by=when, waiting=entry, state=request["state"], revision=2)
    for attended in row.get("came", ()):
        actions.count_attendance(
            by=by, session=session, site=sites[row["round"], attended["area"]],
            sector=_entry(lists, "trained-sectors", attended["sector"]), post=attended["post"], people=attended["people"],
        )  # fmt: skip


def _gains(by: Actor, contents: dict[str, Any], rounds: dict[str, Round]) -> None:
    bodies = {body.slug: body for body in organisations(by.partnership)}
    for row in contents["benefit"]:
        programme_round = rounds[row["round"]]
        item = _entry(queries.Lists(programme_round.starts_on), "programme-benefits", row["code"])
        actions.judge_benefit(
            by=by, round=programme_round, benefit=item, invented=True, **_only(row, ("realised", "evidence"))
        )
    for row in contents["role"]:
        programme_round = rounds[row["round"]]
        actions.create_holder(
            by=by, round=programme_round,
            role=_entry(queries.Lists(programme_round.starts_on), "programme-roles", row["code"]),
            organisation=bodies.get(row.get("organisation", "")), invented=True, **_only(row, ("holder", "starts_on")),
        )  # fmt: skip


def _oversight(by: Actor, row: dict[str, Any], programme_round: Round) -> None:
    """The research advisory group, in the register of groups, with its chair."""
    group = groups.create_group(
        by=by,
        kind=Group.Kind.ADVISORY,
        life=Group.Life.LIMITED,
        reports_to=held_groups.group(by.partnership, row["reports_to"]),
        invented=True,
        **_only(row, ("name", "purposes", "note", "source")),
    )
    for seat in row["seat"]:
        groups.create_seat(by=by, group=group, is_confirmed=True, invented=True, source=row["source"], **seat)
    body = _entry(queries.Lists(programme_round.starts_on), "programme-governance", row["code"])
    actions.name_group(by=by, body=body, group=group, invented=True)


def _entry(lists: queries.Lists, slug: str, code: str) -> FrameworkItem:
    return next(entry for entry in lists.of(slug) if entry.code == code)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10), UTC)


def _only(row: dict[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    return {field: row[field] for field in fields if field in row}


def _without(row: dict[str, Any], field: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != field}
