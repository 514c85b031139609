"""The indicator files that can be taken in: each module of ``formats`` brings its own, in this order."""

from realign.foundations.files.registry import IMPORTS, LAYOUTS
from realign.foundations.files.table_layouts.types import KnownLayout
from realign.registers.indicators.formats import cpop, lgbf, scotpho, statistics, values
from realign.registers.indicators.schemes import SCHEMES

for _module in (lgbf, cpop, scotpho, statistics, values):
    SCHEMES.add(*_module.SCHEMES)
    IMPORTS.add(*_module.FORMATS)
LAYOUTS.add(*KnownLayout.of_room("realign.registers.indicators"))
