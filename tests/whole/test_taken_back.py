"""Whatever people make by a form can be taken away again, ended or withdrawn; or it says here why not.

Read from the actions: one that makes a record names its model in ``create_record``; one that takes it back begins with
a verb for that and takes the record.
"""

import ast
from pathlib import Path

from django.conf import settings

SOURCE = Path(settings.PACKAGE)
TAKES_BACK = ("remove_", "end_", "withdraw_", "close_", "drop_", "part_", "take_off_", "merge_")

# what stays on purpose, and what takes its place
STAYS = {
    "ActionMoney": "the form of an action's money takes away the rows that it no longer names",
    "Answer": "an answer is changed, or emptied",
    "CheckDecision": "a finding of the checks is decided anew; the last decision counts",
    "DataVersion": "data made from data are kept as long as what was worked out from them",
    "Dataset": "it is erased on its end date, or at once by its page",
    "Linkage": "its state is set to ended",
    "ListWord": "it is no longer offered",
    "LocalFigures": "they are asked for and released, or superseded by newer ones",
    "Mark": "it is taken off the chart",
    "NeedsSection": "seven of them come with an assessment",
    "PreventionView": "each person has one opinion of a service, and changes it",
    "ReturnedDraft": "it goes when the draft is changed",
    "StatedPosition": "a partner states its position anew",
    "StepScore": "one for each step of an assessment, scored anew",
    "TargetReview": "the log of a target",
    "Update": "progress is only added, never changed",
    "Vision": "the wording after it takes its place",
    # of the evidence programme: one for each area, element, benefit, condition, body or role, which is changed
    **dict.fromkeys(
        ("Benefit", "ElementStatus", "Oversight", "Readiness", "RoleHolder", "Site"),
        "one for each area, element, benefit, condition, body or role, and changed",
    ),
    "Place": "it is given up",
}

# made by a form, and with nothing to take it back yet; the list may only get shorter
NOT_YET = {
    "Accountability", "Assessment", "Attendance", "Change", "EarlierWork", "Holding", "Listening",
    "ListeningEvent", "Meeting", "Milestone", "NeedsAssessment", "OpenQuestion", "Pathway", "Pilot",
    "Questionnaire", "Round", "Secondment", "SelfLook", "Session", "Survey", "Tranche", "Waiting",
}  # fmt: skip


def action_files():
    for path in sorted(SOURCE.rglob("*.py")):
        if "actions" in (path.stem, path.parent.name):
            yield path


def functions():
    for path in action_files():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                yield node


def made_in(function):
    """The models whose records a function makes."""
    for call in ast.walk(function):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "create_record" and call.args:
            yield ast.unparse(call.args[0])


def taken_back_in(function):
    """The models whose records a function takes away, ends or withdraws."""
    if function.name.startswith(TAKES_BACK):
        for argument in function.args.kwonlyargs:
            if argument.annotation is not None:
                yield ast.unparse(argument.annotation)


def names(read):
    return {name for function in functions() for name in read(function)}


def test_what_is_made_can_be_taken_back_or_says_why_not():
    assert names(made_in) - names(taken_back_in) - set(STAYS) - NOT_YET == set()


def test_nothing_is_excused_that_does_not_need_it():
    excused = set(STAYS) | NOT_YET
    assert excused - (names(made_in) - names(taken_back_in)) == set()
    assert set(STAYS) & NOT_YET == set()
