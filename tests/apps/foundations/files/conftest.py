"""A partnership with its areas, a folder of its own for files, and a small file to bring."""

import pytest

from realign.registers.places.actions import load_gazetteer

LGBF = "ca_code,council,indicator,title,year,value,higher_is_better\n"
GOOD = LGBF + ",Angus,CHN4,% of pupils,2018-19,50,Yes\n,Fife,CHN4,% of pupils,2018-19,,Yes\n"
BAD = LGBF + ",Atlantis,CHN4,% of pupils,2018-19,50,Yes\n,Fife,CHN4,% of pupils,2018-19,many,Yes\n"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "var"


@pytest.fixture
def places(tayside):
    load_gazetteer(by=tayside.system)
    return tayside
