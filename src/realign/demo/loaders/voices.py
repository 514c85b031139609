"""What people told us: lists from linked events, stories, change seen, and pilots side by side."""

from typing import Any

from realign.analyse.voices import actions
from realign.analyse.voices.models import Listening, Said
from realign.demo.content import content
from realign.demo.loaders.people import acting_as
from realign.foundations.partnerships import queries as partnerships
from realign.foundations.partnerships.models import Organisation
from realign.foundations.partnerships.types import Actor
from realign.registers.frameworks import queries as frameworks
from realign.registers.frameworks.models import FrameworkItem
from realign.registers.indicators.models import Indicator
from realign.registers.services import queries as services
from realign.registers.services.models import Service

INVENTED = "Invented for the demonstration"
Themes = dict[str, FrameworkItem]


def load_voices(by: Actor) -> None:
    """Everything in the content’s order, written down by the engagement lead and the analyst."""
    engagement, analyst = acting_as(by, "rory-macleod"), acting_as(by, "ewan-petrie")
    contents = content("voices")
    themes = {item.code: item for item in frameworks.items("shanarri", on=by.at.date())}
    bodies = {body.slug: body for body in partnerships.organisations(by.partnership)}
    for row in contents["listening"]:
        _listening(engagement, row, themes, bodies)
    for row in contents["story"]:
        _story(engagement, row, themes)
    for row in contents["change"]:
        _change(analyst, row, themes)
    for row in contents["pilot"]:
        _pilot(analyst, row, bodies)


def _listening(by: Actor, row: dict[str, Any], themes: Themes, bodies: dict[str, Organisation]) -> None:
    listening = actions.create_listening(
        by=by,
        method=frameworks.item("engagement-methods", "linked-events", on=by.at.date()),
        **{name: row[name] for name in ("slug", "title", "about", "consent", "source", "invented")},
    )
    given = {"invented": row["invented"], "source": INVENTED if row["invented"] else ""}
    events = [actions.create_event(by=by, listening=listening, **given | event) for event in row["event"]]
    lines: dict[str, Said] = {}
    for line in row.get("line", ()):
        lines[line["key"]] = _line(by, listening, line, events[line["event"] - 1], lines, themes, bodies)


def _line(
    by: Actor,
    listening: Listening,
    row: dict[str, Any],
    event: Any,
    lines: dict[str, Said],
    themes: Themes,
    bodies: dict[str, Organisation],
) -> Said:
    return actions.create_said(
        by=by,
        listening=listening,
        event=event,
        kind=row["kind"],
        text=row["text"],
        consent=Said.Consent.PARTNERS,
        theme=themes.get(row.get("theme", "")),
        answers=[lines[key] for key in row.get("answers", ())],
        lead=bodies.get(row.get("lead", "")),
        due_on=row.get("due_on"),
        done_on=row.get("done_on"),
        source=INVENTED,
        invented=True,
    )


def _story(by: Actor, row: dict[str, Any], themes: Themes) -> None:
    names = ("slug", "title", "text", "shows", "teller", "told_in", "consent", "consent_how", "invented")
    actions.create_story(
        by=by,
        theme=themes[row["theme"]],
        indicators=list(Indicator.objects.filter(partnership=by.partnership, slug__in=row["indicators"])),
        service=_service(by, row),
        source=INVENTED,
        **{name: row[name] for name in names},
    )


def _change(by: Actor, row: dict[str, Any], themes: Themes) -> None:
    names = ("slug", "title", "period", "judge", "method", "does_not_tell", "source", "invented")
    change = actions.create_change(
        by=by,
        service=_service(by, row),
        elsewhere=row.get("elsewhere", ""),
        asked=row.get("asked"),
        answered=row.get("answered"),
        **{name: row[name] for name in names},
    )
    for line in row["line"]:
        figures = {"source": row["source"], **line, "item": themes.get(line.get("item", ""))}
        actions.create_line(by=by, change=change, invented=row["invented"], **figures)


def _pilot(by: Actor, row: dict[str, Any], bodies: dict[str, Organisation]) -> None:
    names = ("slug", "name", "about", "learned", "source", "invented")
    pilot = actions.create_pilot(by=by, service=_service(by, row), **{name: row[name] for name in names})
    for measure in row["measure"]:
        measured = Indicator.objects.filter(
            partnership=by.partnership, slug=measure.get("indicator", "")
        ).first()
        figures = {"source": row["source"], **measure}
        figures |= {"organisation": bodies.get(measure.get("organisation", "")), "indicator": measured}
        actions.create_measure(by=by, pilot=pilot, invented=row["invented"], **figures)


def _service(by: Actor, row: dict[str, Any]) -> Service | None:
    return services.service(by.partnership, row["service"]) if "service" in row else None
