"""The world of the tests of this room."""

from shutil import copy

import pytest

from realign.registers.frameworks.actions import DATA, load_frameworks
from realign.registers.frameworks.types import Registrar
from tests.apps.analyse.pathways.worlds import LISTS, build
from tests.support.cast import NOON


@pytest.fixture
def world(tayside, tmp_path):
    """Tayside with a register, a finding, a measure and the lists that give maps their stops."""
    for slug in LISTS:
        copy(DATA / f"{slug}.toml", tmp_path)
    load_frameworks(by=Registrar(NOON), folder=tmp_path)
    return build(tayside)
