"""Rooms join what a lower floor keeps by a small file of a fixed name."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.utils.module_loading import module_has_submodule

from realign.foundations.rooms import Registry
from realign.foundations.work.registry import ENTRIES


@pytest.fixture
def colours():
    registry = Registry("no_room_has_this", holds="colours", key=lambda word: word[0], order=len)
    yield registry
    Registry.known.remove(registry)


def test_items_come_in_their_order_and_bringing_one_twice_changes_nothing(colours):
    colours.add("yellow", "red")
    colours.add("red")
    assert colours.all() == ("red", "yellow")
    assert "r" in colours
    assert "b" not in colours


def test_two_items_cannot_have_one_name(colours):
    colours.add("red")
    with pytest.raises(ValueError, match="Two items of colours are called 'r'"):
        colours.add("rose")


def test_asking_for_what_is_not_there_names_what_is(colours):
    colours.add("red", "green")
    with pytest.raises(KeyError, match=r"No colours is called 'b'. There is: g, r."):
        colours.get("b")


def test_items_can_be_held_for_a_while(colours):
    with colours.holding("blue"):
        assert colours.get("b") == "blue"
    assert "b" not in colours


def test_a_file_of_a_room_is_found_when_the_registry_is_first_read():
    assert ENTRIES.get("surveys.work_out").kind == "surveys.work_out"


def joining_files():
    return [
        pytest.param(registry, app, id=f"{app.label}.{registry.module}")
        for registry in Registry.known
        for app in apps.get_app_configs()
        if app.name.startswith("realign.") and module_has_submodule(app.module, registry.module)
    ]


@pytest.mark.parametrize(("registry", "app"), joining_files())
def test_every_file_by_which_a_room_joins_brings_something(registry, app):
    """A file that brings nothing is a leftover, or brings it to a registry that is gone."""
    text = Path(app.path, f"{registry.module}.py").read_text(encoding="utf-8")
    assert re.search(r"\.add\(|^@background\(|^register_\w+\(|^    register_\w+\(", text, re.MULTILINE)
    assert registry.all()
