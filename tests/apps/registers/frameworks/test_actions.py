"""Loading is all or nothing, changes nothing the second time, and never removes what a record may point at."""

import pytest

from realign.foundations.audit import queries as audit
from realign.registers.frameworks.actions import load_frameworks
from realign.registers.frameworks.models import Framework, FrameworkAlias, FrameworkItem, FrameworkVersion
from realign.registers.frameworks.types import FileWrong, Registrar
from tests.apps.registers.frameworks.files import item, version, write
from tests.support.cast import NOON

pytestmark = pytest.mark.django_db
BY = Registrar(at=NOON)


def test_the_files_of_the_project_load_and_load_again_without_any_change():
    first = load_frameworks(by=BY)
    assert {"five-aims", "proposal-questions"} <= set(first.added)
    events = audit.events(BY.scope).count()
    assert events == len(first.added) == Framework.objects.count()
    again = load_frameworks(by=BY)
    assert (again.added, again.updated) == ((), ())
    assert set(again.unchanged) == set(first.added)
    assert audit.events(BY.scope).count() == events


def test_a_changed_file_changes_its_version_and_keeps_the_entries_that_records_point_at(tmp_path):
    write(tmp_path, version("2020", item("a"), item("b"), item("c", more='parent = "a"')))
    load_frameworks(by=BY, folder=tmp_path)
    before = dict(FrameworkItem.objects.values_list("code", "pk"))
    write(tmp_path, version("2020", item("c", "See"), item("a")))
    report = load_frameworks(by=BY, folder=tmp_path)
    assert report.updated == ("aims",)
    assert report.withdrawn == ("aims 2020: b",)
    assert dict(FrameworkItem.objects.values_list("code", "pk")) == before
    said = {one.code: (one.position, one.label, one.is_withdrawn) for one in FrameworkItem.objects.all()}
    assert said == {"c": (1, "See", False), "a": (2, "A", False), "b": (2, "B", True)}
    assert FrameworkItem.objects.get(code="c").parent is None
    event = audit.events(BY.scope).first()
    assert (event.verb, event.detail["withdrawn"]) == ("loaded again", ["aims 2020: b"])


def test_an_entry_that_comes_back_is_no_longer_withdrawn(tmp_path):
    for codes in ("ab", "a", "ab"):
        write(tmp_path, version("2020", *(item(code) for code in codes)))
        load_frameworks(by=BY, folder=tmp_path)
    assert not FrameworkItem.objects.get(code="b").is_withdrawn


def test_a_new_version_leaves_the_old_one_standing(tmp_path):
    write(tmp_path, version("2020", item("a")))
    load_frameworks(by=BY, folder=tmp_path)
    write(tmp_path, version("2026", item("a"), item("d"), starts="2026-04-01"))
    load_frameworks(by=BY, folder=tmp_path)
    assert set(FrameworkVersion.objects.values_list("version", flat=True)) == {"2020", "2026"}


def test_aliases_follow_the_file(tmp_path):
    for names in ('["Alpha", "First"]', '["Alpha"]'):
        write(tmp_path, version("2020", item("a", more=f"extra = {{ aliases = {names} }}")))
        load_frameworks(by=BY, folder=tmp_path)
    assert list(FrameworkAlias.objects.values_list("name", flat=True)) == ["Alpha"]


def test_one_wrong_file_and_nothing_is_loaded(tmp_path):
    write(tmp_path, version("2020", item("a")))
    write(tmp_path, version("2020", item("a"), item("a")), slug="worse")
    with pytest.raises(FileWrong, match=r"worse\.toml"):
        load_frameworks(by=BY, folder=tmp_path)
    assert not Framework.objects.exists()
    assert not audit.events(BY.scope).exists()
