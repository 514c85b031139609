"""The world of the tests of this room."""

from shutil import copy

import pytest

from realign.registers.frameworks.actions import DATA, load_frameworks
from realign.registers.frameworks.types import Registrar
from tests.apps.analyse.voices.worlds import LISTS, build
from tests.support.cast import NOON


@pytest.fixture
def world(tayside, tmp_path):
    """Tayside with the wellbeing indicators, a register, a measure and three linked events."""
    for slug in LISTS:
        copy(DATA / f"{slug}.toml", tmp_path)
    load_frameworks(by=Registrar(NOON), folder=tmp_path)
    return build(tayside)
