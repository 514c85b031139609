"""A wrong framework file is refused with its name, the entry, what was expected and what was found."""

import pytest

from realign.registers.frameworks.reading import read_file, read_folder
from realign.registers.frameworks.types import FileWrong
from tests.apps.registers.frameworks.files import item, version, write


def test_every_file_of_the_project_can_be_read():
    assert {"five-aims", "review-criteria", "shanarri"} <= {file.slug for file in read_folder()}


def test_a_file_becomes_values_in_its_own_order(tmp_path):
    file = read_file(write(tmp_path, version("2020", item("b"), item("a", more='parent = "b"'))))
    assert [one.code for one in file.versions[0].items] == ["b", "a"]
    assert file.versions[0].items[1].parent == "b"


def test_other_names_come_from_the_entry_and_from_the_end_of_the_file(tmp_path):
    path = write(
        tmp_path,
        version("2020", item("a", more='extra = { aliases = ["Alpha"], also_called = ["First"] }')),
        '[[alias]]\nsay = "our word"\nalso = ["their word"]\n',
    )
    file = read_file(path)
    assert file.versions[0].items[0].aliases == ("Alpha", "First")
    assert (file.aliases[0].says, file.aliases[0].names) == ("our word", ("their word",))


WRONG = {
    "not TOML": ("this is not", "TOML text"),
    "no version": ("", "at least one"),
    "a second with the same name": (version("2020", item("a")) * 2, "each name once"),
    "no code": (version("2020", '[[version.item]]\nlabel = "A"\n'), "item 1: expected code"),
    "a code twice": (version("2020", item("a"), item("a")), "each name once, found ['a']"),
    "a missing parent": (version("2020", item("a", more='parent = "z"')), "a parent that is in the list"),
    "an unknown key": (version("2020", item("a", more='colour = "red"')), "found 'colour'"),
    "a date in quotation marks": (version("2020", item("a"), starts='"2020"'), "without quotation marks"),
    "an end before the start": (
        version("2020", item("a"), more="valid_to = 2019-01-01"),
        "valid_to after 2020-04-01",
    ),
    "a word without its other names": (
        version("2020", item("a")) + '[[alias]]\nsay = "Zed"\n',
        "alias 1: expected also, a list of names",
    ),
    "an unknown status": (
        version("2020", item("a"), more='status = "dreamt"'),
        "status to be one of in-force, proposed",
    ),
}


@pytest.mark.parametrize(("body", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said(tmp_path, body, said):
    path = write(tmp_path, body)
    with pytest.raises(FileWrong) as refused:
        read_file(path)
    assert said in str(refused.value)
    assert str(refused.value).startswith("aims.toml")


def test_an_unknown_kind_names_the_kinds_there_are(tmp_path):
    with pytest.raises(FileWrong, match=r"outcomes, aims, criteria.*found 'dreams'"):
        read_file(write(tmp_path, version("2020", item("a")), kind="dreams"))


def test_a_file_is_named_after_its_framework(tmp_path):
    path = write(tmp_path, version("2020", item("a")))
    moved = path.rename(tmp_path / "other.toml")
    with pytest.raises(FileWrong, match="slug 'other'"):
        read_file(moved)
