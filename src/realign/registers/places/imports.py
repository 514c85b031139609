"""The files about areas that can be taken in. In a folder they come in this order."""

from realign.foundations.files.registry import IMPORTS, LAYOUTS
from realign.foundations.files.table_layouts.types import KnownLayout
from realign.foundations.files.types import Changes, FileReading, ImportFormat, IncomingFile
from realign.registers.places import actions
from realign.registers.places.formats import outlines, population, zones

OGL = "Open Government Licence v3.0"


def _apply(source: IncomingFile, reading: FileReading) -> Changes:
    source.report(0, reading.count, "Writing areas")
    return actions.load_places(by=source.by, records=reading.rows)


IMPORTS.add(
    ImportFormat(
        kind="places",
        slug="data-zones",
        title="Look-up of 2011 data zones",
        help="A row for a data zone: intermediate zone, council, health board, deprivation, population.",
        columns=zones.COLUMNS,
        permission="places.import",
        reader=zones.read,
        apply=_apply,
        producer="Public Health Scotland; Scottish Government (SIMD); National Records of Scotland",
        licence=OGL,
    ),
    ImportFormat(
        kind="places",
        slug="population",
        title="Population by single year of age",
        help="A row for an area, a column for a year of age.",
        columns=population.COLUMNS,
        permission="places.import",
        reader=population.read,
        apply=_apply,
        options=population.OPTIONS,
        producer="National Records of Scotland",
        licence=OGL,
    ),
    ImportFormat(
        kind="places",
        slug="population-by-row",
        title="Population by single year of age, a row for each",
        help="A row for an area, a sex and a year of age, as Nomis gives them.",
        columns=population.BY_ROW,
        permission="places.import",
        reader=population.read_rows,
        apply=_apply,
        options=population.OPTIONS,
        producer="Office for National Statistics, Nomis; National Records of Scotland",
        licence=OGL,
    ),
    ImportFormat(
        kind="places",
        slug="outlines",
        title="Outlines of areas (GeoJSON)",
        help="Outlines of councils or health boards in longitude and latitude, with the code of each.",
        columns=outlines.COLUMNS,
        permission="places.import",
        reader=outlines.read,
        apply=_apply,
        recognises=outlines.recognises,
        producer="Generalised boundaries; contains OS data © Crown copyright and database right",
        licence=OGL,
    ),
)
LAYOUTS.add(*KnownLayout.of_room("realign.registers.places"))
