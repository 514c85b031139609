"""A partnership with the areas that come with the product, and a folder of its own for files."""

import pytest

from realign.registers.places.actions import load_gazetteer


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "var"


@pytest.fixture
def places(tayside):
    load_gazetteer(by=tayside.system)
    return tayside


@pytest.fixture
def write(tmp_path):
    """Write a small file and answer its path."""

    def written(text, name="figures.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written
