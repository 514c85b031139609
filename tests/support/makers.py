"""Answer files as ten makers of questionnaires give them out, with invented answers: their first rows, the columns that
they add, how they write one answer and several.

Layouts by the makers' own help pages: Qualtrics, “Understanding your dataset” (three header rows in CSV and TSV);
KoboToolbox, exports with groups and `select_multiple` as one column and as many; the rest as their exports are.
"""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pyreadstat
from openpyxl import Workbook

PUPILS = 240
STAGES = ("S1", "S2", "S3")
TRUST = ("Always", "Sometimes", "Never")
CLUBS = ("Art", "Music", "Sport")
TRUST_QUESTION = "Is there an adult whom you can trust?"
CLUBS_QUESTION = "Which clubs do you go to?"


@dataclass(frozen=True)
class Pupil:
    """What one invented pupil answered."""

    number: int
    stage: str
    trust: int
    clubs: tuple[str, ...]
    happy: int
    school: str

    @property
    def trusts(self) -> str:
        return TRUST[self.trust - 1]


def pupils() -> list[Pupil]:
    """Half trust always; a few gave no clubs."""
    return [
        Pupil(
            number,
            STAGES[number % 3],
            1 if (number + number // 8) % 2 else 2 + number % 4 // 2,
            tuple(club for place, club in enumerate(CLUBS) if number % (place + 2) == 0),
            number % 11,
            f"School {'ABCDEFGH'[number * 7 % 8]}",
        )
        for number in range(1, PUPILS + 1)
    ]


@dataclass(frozen=True)
class MakersFile:
    """A file of one maker, what a person corrects of the suggestions, and the column of the question that is tabulated.

    ``erased`` are columns that must not be stored; ``ticked`` is the short name and label of an answer among several.
    """

    name: str
    content: bytes
    question: str
    answer: str
    stage: str
    corrected: dict[str, dict[str, str]] = field(default_factory=dict)
    erased: tuple[str, ...] = ()
    ticked: str = ""


def _csv(rows: list[list[Any]], delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode()


def _workbook(rows: list[list[Any]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _at(number: int) -> str:
    return f"2026-03-{1 + number % 28:02} 09:{number % 60:02}:{number * 7 % 60:02}"


def limesurvey() -> MakersFile:
    """Question texts as headings, semicolons between cells, a column for each answer of several, an internet address."""
    multiple = [f"{CLUBS_QUESTION} [{club}]" for club in CLUBS]
    head = ["Response ID", "Date submitted", "Last page", "Start language", "Seed", "IP address"]
    head += ["What year are you in?", TRUST_QUESTION, *multiple]
    rows = [
        [
            p.number,
            _at(p.number),
            3,
            "en",
            1_000_000 + p.number,
            f"81.2.69.{p.number % 250}",
            p.stage,
            p.trusts,
        ]
        + ["Yes" if club in p.clubs else "No" for club in CLUBS]
        for p in pupils()
    ]
    return MakersFile(
        "results-survey123456.csv", _csv([head, *rows], ";"), TRUST_QUESTION, "Always", "What year are you in?",
        erased=("IP address",), ticked="Which_clubs_do_you_go_to_Art",
    )  # fmt: skip


def qualtrics() -> MakersFile:
    """Three rows of headings: names, questions, and identifiers as JSON; several answers with commas between them."""
    names = ["StartDate", "EndDate", "Status", "IPAddress", "Progress", "Duration (in seconds)", "Finished"]
    names += ["RecordedDate", "ResponseId", "RecipientLastName", "RecipientFirstName", "RecipientEmail"]
    names += [
        "ExternalReference",
        "LocationLatitude",
        "LocationLongitude",
        "DistributionChannel",
        "UserLanguage",
    ]
    names += ["Q1", "Q2", "Q3"]
    said = [*names[:-3], "What year are you in?", TRUST_QUESTION, f"{CLUBS_QUESTION} - Selected Choice"]
    identifiers = [json.dumps({"ImportId": f"QID{place}"}) for place, _ in enumerate(names)]
    rows = [
        [
            _at(p.number),
            _at(p.number),
            0,
            f"81.2.69.{p.number % 250}",
            100,
            60 + p.number,
            1,
            _at(p.number),
            f"R_{p.number:05}",
            "",
            "",
            "",
            "",
            56.4 + p.number / 10000.0,
            -2.9 - p.number / 10000.0,
            "anonymous",
            "EN-GB",
            p.stage,
            p.trust,
            ",".join(p.clubs),
        ]
        for p in pupils()
    ]
    words = "\n".join(f"{code} = {text}" for code, text in enumerate(TRUST, start=1))
    return MakersFile(
        "Wellbeing_March 3, 2026_10.15.csv", _csv([names, said, identifiers, *rows]), "Q2", "1", "Q1",
        corrected={"Q2": {"values": words}, "Q3": {"role": "several-commas"}},
        erased=("IPAddress", "LocationLatitude", "LocationLongitude"), ticked="Q3_Art",
    )  # fmt: skip


def surveymonkey() -> MakersFile:
    """Two rows of headings: a question, and under it “Response” or its answers; a cell is filled where it was ticked."""
    added = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address"]
    added += ["First Name", "Last Name", "Custom Data 1"]
    first = [*added, "What year are you in?", TRUST_QUESTION, CLUBS_QUESTION, "", "", "Anything else?"]
    second = [*([""] * len(added)), "Response", "Response", *CLUBS, "Open-Ended Response"]
    rows = [
        [
            10000000 + p.number,
            4242,
            _at(p.number),
            _at(p.number),
            f"81.2.69.{p.number % 250}",
            "",
            "",
            "",
            "",
            p.stage,
            p.trusts,
            *(club if club in p.clubs else "" for club in CLUBS),
            f"Thought {p.number}",
        ]
        for p in pupils()
    ]
    return MakersFile(
        "Wellbeing.csv", _csv([first, second, *rows]), TRUST_QUESTION, "Always", "What year are you in?",
        erased=("IP Address",), ticked="Which_clubs_do_you_go_to_Art",
    )  # fmt: skip


def microsoft_forms() -> MakersFile:
    """A workbook: identifier, times, e-mail and name first; several answers with a semicolon after each."""
    head = ["ID", "Start time", "Completion time", "Email", "Name", "What year are you in?"]
    head += [TRUST_QUESTION, CLUBS_QUESTION]
    rows = [
        [
            p.number,
            _at(p.number),
            _at(p.number),
            "anonymous",
            "",
            p.stage,
            p.trusts,
            "".join(f"{club};" for club in p.clubs),
        ]
        for p in pupils()
    ]
    return MakersFile(
        "Wellbeing(1-240).xlsx", _workbook([head, *rows]), TRUST_QUESTION, "Always", "What year are you in?",
        erased=("Email", "Name"), ticked="Which_clubs_do_you_g_Art",
    )  # fmt: skip


def google_forms() -> MakersFile:
    """A time first, then questions as headings; several answers with a comma and a blank between them."""
    head = ["Timestamp", "What year are you in?", TRUST_QUESTION, CLUBS_QUESTION, "How happy are you? [0–10]"]
    rows = [[_at(p.number), p.stage, p.trusts, ", ".join(p.clubs), p.happy] for p in pupils()]
    return MakersFile(
        "Wellbeing (Responses) - Form responses 1.csv", _csv([head, *rows]), TRUST_QUESTION, "Always",
        "What year are you in?",
        corrected={"How happy are you? [0–10]": {"role": "score"}}, ticked="Which_clubs_do_you_g_Art",
    )  # fmt: skip


def kobotoolbox() -> MakersFile:
    """Groups before the names, a column of all answers chosen and one for each, coordinates, and its own columns."""
    head = ["start", "end", "about/stage", "about/trust", "about/clubs"]
    head += [f"about/clubs/{club.lower()}" for club in CLUBS]
    head += ["_GPS_latitude", "_GPS_longitude", "_id", "_uuid", "_submission_time", "_validation_status"]
    head += ["_notes", "_status", "_submitted_by", "__version__", "_tags", "_index"]
    rows = [
        [_at(p.number), _at(p.number), p.stage.lower(), p.trusts.lower(), " ".join(p.clubs).lower()]
        + [int(club in p.clubs) for club in CLUBS]
        + [
            56.4 + p.number / 1e4,
            -2.9 - p.number / 1e4,
            p.number,
            f"uuid-{p.number:06}",
            _at(p.number),
            "",
            "",
        ]
        + ["submitted_via_web", "", "vX1", "", p.number]
        for p in pupils()
    ]
    return MakersFile(
        "wellbeing.csv", _csv([head, *rows], ";"), "about/trust", "always", "about/stage",
        corrected={
            "about/clubs": {"role": "leave-out"},
            "about/trust": {"values": "always = Always\nsometimes = Sometimes\nnever = Never"},
        },
        erased=("_GPS_latitude", "_GPS_longitude"), ticked="about_clubs_art",
    )  # fmt: skip


def smartsurvey() -> MakersFile:
    """Numbered questions, columns of the reply first, one for each answer of several."""
    head = ["UserID", "UserNo", "Name", "Email", "IP Address", "Unique ID", "Started", "Ended"]
    head += ["Q1. What year are you in?", f"Q2. {TRUST_QUESTION}"]
    head += [f"Q3. {CLUBS_QUESTION} - {club}" for club in CLUBS]
    rows = [
        [
            5000 + p.number,
            p.number,
            "",
            "",
            f"81.2.69.{p.number % 250}",
            f"U-{p.number:06}",
            _at(p.number),
            _at(p.number),
            p.stage,
            p.trusts,
            *(club if club in p.clubs else "" for club in CLUBS),
        ]
        for p in pupils()
    ]
    return MakersFile(
        "survey-1234567-raw-data.csv", _csv([head, *rows]), f"Q2. {TRUST_QUESTION}", "Always",
        "Q1. What year are you in?", erased=("IP Address",),
        ticked="Q3_Which_clubs_do_you_go_to_Art",
    )  # fmt: skip


def redcap() -> MakersFile:
    """Codes, a column of 0 and 1 for each box, and columns of the instrument."""
    head = ["record_id", "redcap_survey_identifier", "wellbeing_timestamp", "stage", "trust"]
    head += [f"clubs___{place}" for place in (1, 2, 3)] + ["wellbeing_complete"]
    rows = [
        [p.number, "", _at(p.number), 1 + STAGES.index(p.stage), p.trust]
        + [int(club in p.clubs) for club in CLUBS]
        + [2]
        for p in pupils()
    ]
    trust = "\n".join(f"{code} = {text}" for code, text in enumerate(TRUST, start=1))
    stages = "\n".join(f"{code} = {text}" for code, text in enumerate(STAGES, start=1))
    return MakersFile(
        "Wellbeing_DATA_2026-03-03_1015.csv", _csv([head, *rows]), "trust", "1", "stage",
        corrected={
            "trust": {"values": trust, "label": TRUST_QUESTION},
            "stage": {"values": stages},
            "clubs___1": {"label": "Goes to the art club"},
        },
        ticked="clubs_1",
    )  # fmt: skip


def spss() -> MakersFile:
    """Labels of columns and values in the file, a missing code, a weight, schools and the number of schools."""
    everybody = pupils()
    frame = pd.DataFrame(
        {
            "idno": [float(p.number) for p in everybody],
            "yr": [float(1 + STAGES.index(p.stage)) for p in everybody],
            "q7": [9.0 if p.number % 60 == 0 else float(p.trust) for p in everybody],
            "wt_final": [1.5 if p.stage == "S1" else 1.0 for p in everybody],
            "sch": [p.school for p in everybody],
        }
    )
    with TemporaryDirectory() as folder:
        path = Path(folder, "wave.sav")
        pyreadstat.write_sav(
            frame,
            str(path),
            column_labels={
                "yr": "Year group",
                "q7": TRUST_QUESTION,
                "wt_final": "Final weight",
                "sch": "School",
            },
            variable_value_labels={
                "yr": dict(enumerate(STAGES, start=1)),
                "q7": {**dict(enumerate(TRUST, start=1)), 9: "Prefer not to say"},
            },
            missing_ranges={"q7": [9]},
        )
        content = path.read_bytes()
    return MakersFile(
        "wave.sav", content, "q7", "1", "yr",
        corrected={"idno": {"role": "leave-out"}, "yr": {"role": "stage"}, "sch": {"role": "psu"}},
    )  # fmt: skip


def stata_style() -> MakersFile:
    """Short names and codes only, as a statistics program writes CSV; labels are typed from a codebook on paper."""
    head = ["caseid", "strat", "schid", "nsch", "pw", "v101", "v102"]
    # two schools are drawn from ten in each of four strata
    rows = [
        [
            p.number,
            f"{'ABCDEFGH'.index(p.school[-1]) // 2}",
            p.school[-1],
            10,
            1.25,
            1 + STAGES.index(p.stage),
            p.trust,
        ]
        for p in pupils()
    ]
    trust = "\n".join(f"{code} = {text}" for code, text in enumerate(TRUST, start=1))
    stages = "\n".join(f"{code} = {text}" for code, text in enumerate(STAGES, start=1))
    return MakersFile(
        "wave1.csv", _csv([head, *rows]), "v102", "1", "v101",
        corrected={
            "caseid": {"role": "leave-out"},
            "strat": {"role": "stratum"},
            "schid": {"role": "psu"},
            "nsch": {"role": "fpc", "values": ""},
            "pw": {"role": "weight", "values": ""},
            "v101": {"role": "stage", "label": "Year group", "values": stages},
            "v102": {"role": "question", "label": TRUST_QUESTION, "values": trust},
        },
    )  # fmt: skip


MAKERS: dict[str, Callable[[], MakersFile]] = {
    "LimeSurvey": limesurvey,
    "Qualtrics": qualtrics,
    "SurveyMonkey": surveymonkey,
    "Microsoft Forms": microsoft_forms,
    "Google Forms": google_forms,
    "KoboToolbox": kobotoolbox,
    "SmartSurvey": smartsurvey,
    "REDCap": redcap,
    "SPSS": spss,
    "statistics program": stata_style,
}
