"""What the gallery shows in each component: a made-up partnership's made-up week."""

from datetime import UTC, date, datetime
from decimal import Decimal

from realign.foundations.design.forms import Conflict, FieldDifference
from realign.foundations.design.presenters import TONES, status
from realign.foundations.design.tables import (
    Column,
    CrossAxis,
    CrossCell,
    Filter,
    Kind,
    TableSpec,
    cross_table,
)
from realign.foundations.design.types import (
    Caveat,
    HistoryEntry,
    Link,
    PlainTable,
    Section,
    Source,
    Status,
    StepState,
    SummaryRow,
    Task,
    TaskStep,
    thread_strip,
)
from realign.methods.signs import HIDDEN, Sign

SOURCE = Source(
    where="Health and wellbeing survey, invented for this page",
    when="Collected in spring 2026, released on 1 June 2026",
    sure="95% interval 18.2% to 22.4%; 1,240 answers",
    method="Weighted share of pupils with a score of 20 or more",
)
TOWNS = ("Arbroath", "Brechin", "Crieff", "Dundee", "Forfar", "Kinross", "Montrose", "Perth")
HELP = ("family support", "youth work", "counselling", "breakfast club")
STATES = ("On track", "At risk", "Late", "Not started", "Done")
SERVICES = [
    {
        "name": f"{town} {kind}",
        "area": town,
        "kind": kind,
        "places": 12 + (7 * n) % 60,
        "cost": Decimal(18_500 + 7_250 * n),
        "share": Decimal(n % 10) / 10,
        "seen": date(2026, 1 + n % 12, 1 + n % 28),
        "state": status(STATES[n % 5]),
        "tags": (Caveat.INVENTED,),
    }
    for n, (town, kind) in enumerate((town, kind) for kind in HELP for town in TOWNS)
]
SERVICES_TABLE = TableSpec(
    name="services",
    caption="Services and what they cost",
    noun="service",
    columns=(
        Column("name", "Service", link=lambda row: "#services"),
        Column("places", "Places", kind=Kind.NUMBER),
        Column("cost", "Cost a year", kind=Kind.MONEY),
        Column("share", "Prevention", kind=Kind.PERCENT),
        Column("seen", "Last verified", kind=Kind.DATE),
        Column("state", "State", kind=Kind.STATUS),
        Column("tags", "Kind of figure", kind=Kind.TAGS, sortable=False),
    ),
    search_fields=("name",),
    filters=(
        Filter("area", "Area", choices=tuple((town, town) for town in TOWNS)),
        Filter("kind", "Kind of help", choices=tuple((kind, kind.capitalize()) for kind in HELP)),
    ),
    default_sort="name",
    page_size=8,
)
CROSS_TABLE = cross_table(
    "Pupils who feel safe at school by stage and sex: share, 95% interval and pupils who answered (n)",
    CrossAxis("Stage", [("S1", "S1"), ("S2", "S2"), ("S3", "S3"), ("all", "All")]),
    CrossAxis("Sex", [("girls", "Girls"), ("boys", "Boys"), ("all", "All")]),
    lambda stage, sex: (
        CrossCell(Sign.CONFIDENTIAL, why=HIDDEN)
        if (stage, sex) == ("S3", "boys")
        else CrossCell("81%", "76.2% to 85.1%", "240")
    ),
    total="all",
)
EMPTY_TABLE = TableSpec(
    name="contracts",
    noun="contract",
    columns=(Column("name", "Contract"),),
    empty_title="No contracts yet",
    empty_help="Contracts and grants belong here, with who holds them and when they end. Import them from a file.",
    empty_action="Import contracts",
    empty_url="#tables",
)
FORM_VALUES = {"name": "Open a youth hub in Forfar", "share": Decimal("0.125"), "starts": date(2026, 4, 1)}
WRONG_ANSWERS = {
    "wrong-name": "",
    "wrong-lead": "",
    "wrong-starts_day": "31",
    "wrong-starts_month": "February",
    "wrong-starts_year": "2026",
    "wrong-cost": "about a million",
    "wrong-reason": "Young people asked for it.",
}


def context() -> dict[str, object]:
    """Everything the gallery's template names."""
    return {
        "breadcrumbs": [Link("Home", "/"), Link("Gallery")],
        "source": SOURCE,
        "statuses": [Status(word, tone) for word, tone in TONES.items()],
        "late": status("Late", "Waiting for a decision since 3 September 2026"),
        "on_track": status("On track"),
        "caveats": tuple(Caveat),
        "invented": (Caveat.INVENTED,),
        "summary": (
            SummaryRow("Lead", "Dundee City Council", Link("Change", "#summary")),
            SummaryRow("Money", "£250,000 (2025/26 prices)", Link("Change", "#summary")),
            SummaryRow("Ends", date(2027, 3, 31).strftime("%-d %B %Y")),
        ),
        "accordion": (
            Section(
                "Why this priority?",
                "One in five young people told us that they worry most days.",
                "The evidence in short",
            ),
            Section("What will we do?", "Open three hubs, and train forty youth workers."),
        ),
        "sections": (
            Section("Overview", url="#lists", current=True),
            Section("Evidence", url="#figures"),
            Section("Money", url="#tables"),
        ),
        "steps": (
            TaskStep("Say what you want to change", StepState.DONE, "#steps"),
            TaskStep("Show the need", StepState.CURRENT),
            TaskStep("Compare the options", StepState.TO_COME),
            TaskStep("Send it to the meeting", StepState.TO_COME),
        ),
        "tasks": (
            Task(
                "Approve the release of survey tables",
                status("Late"),
                "#tasks",
                "Two people must agree; you are the second",
            ),
            Task("Update the youth hub action", status("Due soon"), "#tasks", "Due on 30 November 2026"),
            Task("Read the draft annual report", status("Not started"), "#tasks"),
        ),
        "thread": thread_strip(
            current="action",
            need=(Link("Anxiety at 12 to 15", "#thread"),),
            service=(Link("Youth counselling", "#thread"),),
            money=(Link("£250,000", "#thread"),),
            outcome=(Link("Young people feel heard", "#thread"),),
            proposal=(Link("Three youth hubs", "#thread"),),
            action=(Link("Open the Forfar hub", "#thread"),),
        ),
        "history": (
            HistoryEntry(
                date(2026, 11, 20), "Ailsa", "changed the target", "From 24% to 20% by March 2028", "#history"
            ),
            HistoryEntry(
                date(2026, 9, 3),
                "The strategic group",
                "agreed the proposal",
                "Two against, with their reasons",
            ),
            HistoryEntry(date(2026, 6, 1), "Ailsa", "added this action"),
        ),
        "cross_table": CROSS_TABLE,
        "small_table": PlainTable(
            "Pupils who worry most days, by year",
            ("Year", "Share", "95% interval"),
            (
                ("2024", "24%", "21.9% to 26.1%"),
                ("2025", "22%", "19.9% to 24.1%"),
                ("2026", "20.3%", "18.2% to 22.4%"),
            ),
        ),
        "conflict": Conflict(
            reason="Another person changed this while you were editing.",
            changed_by="Rory Grant",
            changed_at=datetime(2026, 11, 20, 14, 5, tzinfo=UTC),
            differences=(
                FieldDifference(
                    "Name of the action",
                    "Open a youth hub in Forfar by spring",
                    "Open a youth hub in Forfar",
                    "id_name",
                ),
            ),
        ),
    }
