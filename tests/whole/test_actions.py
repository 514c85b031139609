"""Every action is keyword-only, atomic where it writes, says who acts, and leaves an event."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

SOURCE = Path(settings.PACKAGE)

# What adds no event of its own, and why.
SILENT = {
    "realign.foundations.audit.actions.record": "it is the event",
    "realign.foundations.search.actions.index_change": "it follows a change that is on record",
    "realign.foundations.search.actions.index_records": "it follows changes that are on record",
    "realign.foundations.search.actions.rebuild": "it writes anew what follows from the records",
    "realign.foundations.work.actions.run_job": "the worker's entry; the job's end adds the event",
    "realign.foundations.people.actions.note_naming": "the naming is on record; a notice says who is yet to be told",
    "realign.foundations.people.actions.note_waiting": "what waits is on record; a notice says who is yet to be told",
    "realign.foundations.people.actions.settle": "the job that sent the e-mail adds the event",
    "realign.foundations.people.actions.note_weekly": "the job that sent the e-mail adds the event",
    "realign.foundations.people.actions.start_mail": "starting the job adds the event",
    "realign.foundations.people.actions.send_later": "starting the job adds the event",
    "realign.foundations.work.actions.begin": "progress of work already on record",
    "realign.foundations.work.actions.note_progress": "progress of work already on record",
    "realign.foundations.work.actions.wait_and_retry": "progress of work already on record",
}
WRITES_AN_EVENT = {
    "record", "create_record", "change_record", "change_with_reason", "change_row", "remove_record",
    "remove_mistake",
}  # fmt: skip


def action_files():
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).parts
        if parts[0] in {"foundations", "registers", "analyse", "plan", "deliver", "review"} and "actions" in (
            path.stem,
            path.parent.name,
        ):
            yield path


def public_functions():
    for path in action_files():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        module = ".".join(("realign", *path.relative_to(SOURCE).with_suffix("").parts))
        local = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
        for name, node in local.items():
            if not name.startswith("_"):
                yield pytest.param(node, local, id=f"{module}.{name}")


FUNCTIONS = list(public_functions())


def calls(node, local, seen=frozenset()):
    """The names called in a function, those called by its own module's functions included."""
    for call in (n for n in ast.walk(node) if isinstance(n, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        yield name
        if isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value).endswith("actions"):
            yield "record"  # another room's action, which this very test holds to the rule
        if name in local and name not in seen:
            yield from calls(local[name], local, seen | {name})


@pytest.mark.parametrize(("function", "local"), FUNCTIONS)
def test_an_action_leaves_an_event(function, local, request):
    name = request.node.callspec.id
    if name in SILENT:
        return
    assert WRITES_AN_EVENT & set(calls(function, local)), f"{name} writes no audit event"


@pytest.mark.parametrize(("function", "local"), FUNCTIONS)
def test_an_action_takes_who_acts_by_keyword(function, local, request):
    if request.node.callspec.id in SILENT:
        return
    keywords = {arg.arg for arg in function.args.kwonlyargs}
    assert "by" in keywords, f"{request.node.callspec.id} must take keyword-only `by`"


@pytest.mark.parametrize(("function", "local"), FUNCTIONS)
def test_an_action_is_one_transaction(function, local, request):
    if request.node.callspec.id in SILENT:
        return
    decorators = {ast.unparse(decorator) for decorator in function.decorator_list}
    inside = {
        ast.unparse(item.context_expr)
        for n in ast.walk(function)
        if isinstance(n, ast.With)
        for item in n.items
    }
    only_passes_on = {"create_record", "change_record", "change_with_reason"} & set(calls(function, local))
    assert "transaction.atomic" in decorators or "transaction.atomic()" in inside or only_passes_on
