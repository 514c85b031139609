"""Every command that writes a file says in one line that its folder is not there, before it does any work."""

import click
import pytest
from click.testing import CliRunner

from realign.cli import COMMANDS, main
from realign.foundations.files.terminal import BadInput, NewFile, NewFileOrScreen, NewFolder


def commands_in(command, path=()):
    """Every command with its words, those of groups included."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from commands_in(command.get_command(context, name), (*path, name))
    else:
        yield path, command


WRITERS = [
    pytest.param(option, id=" ".join(path))
    for name in COMMANDS
    for path, command in commands_in(main.get_command(click.Context(main), name), (name,))
    for option in command.params
    if "--out" in option.opts
]


def test_there_are_commands_that_write():
    assert len(WRITERS) > 8


@pytest.mark.parametrize("option", WRITERS)
def test_a_folder_that_is_not_there_is_refused_in_one_line(option, tmp_path):
    assert isinstance(option.type, NewFile | NewFolder | NewFileOrScreen)
    missing = tmp_path / "no-such-folder" / "deeper" / "file.csv"
    with pytest.raises(BadInput, match=r"^--out: the folder .* is not there") as refused:
        option.type.convert(str(missing), option, None)
    assert "\n" not in refused.value.message
    assert refused.value.exit_code == 2


def test_nothing_is_read_before_the_folder_is_looked_at(tmp_path):
    table = tmp_path / "counts.csv"
    table.write_text("not a table at all")
    words = ["disclosure", "protect", str(table), "--dims", "a", "--out", str(tmp_path / "none" / "safe.csv")]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 2
    assert done.output.count("\n") == 1
    assert "is not there" in done.output


def test_a_folder_for_documents_is_made_below_one_that_is_there(tmp_path):
    assert NewFolder().convert(str(tmp_path / "reports"), None, None) == tmp_path / "reports"
