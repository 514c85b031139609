"""A group with its three questions."""

from shutil import copy

import pytest

from realign.registers.frameworks.actions import DATA, load_frameworks
from realign.registers.frameworks.types import Registrar
from realign.registers.groups import actions as groups
from tests.support.cast import NOON


@pytest.fixture
def board(tayside, tmp_path):
    """The strategic group, and the questions it asks itself."""
    copy(DATA / "strategic-group-questions.toml", tmp_path)
    load_frameworks(by=Registrar(NOON), folder=tmp_path)
    return groups.create_group(by=tayside.system, name="Strategic group", kind="strategic", life="standing")
