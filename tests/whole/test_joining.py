"""Rooms join lower floors in one way, and the map says which."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.urls import NoReverseMatch, reverse

from realign.cli import COMMANDS
from realign.foundations.partnerships.models import PartnershipRecord
from realign.foundations.rooms import Registry

SOURCE = Path(settings.PACKAGE)


def test_the_map_names_every_way_to_join():
    text = (SOURCE.parents[1] / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert [registry.module for registry in Registry.known if f"`{registry.module}.py`" not in text] == []


def test_every_file_of_commands_is_in_the_table_of_contents():
    rooms = {address.partition(":")[0] for address, _ in COMMANDS.values()}
    files = {
        ".".join(("realign", *path.relative_to(SOURCE).with_suffix("").parts))
        for path in SOURCE.rglob("commands.py")
        if "def " in path.read_text(encoding="utf-8")
    }
    looked_up = {"realign.analyse.needs.commands"}  # a document of `realign publish`
    assert files - looked_up - rooms == set()


def test_a_record_that_says_it_has_a_page_has_one():
    wrong = []
    for model in apps.get_models():
        if issubclass(model, PartnershipRecord) and model.page:
            key = "a-slug" if model.page_key == "slug" else 1
            try:
                reverse(model.page, args=["a-partnership", key])
            except NoReverseMatch:
                wrong.append(f"{model._meta.label}: {model.page}")
    assert wrong == []
