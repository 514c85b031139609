"""The indicator files that can be taken in."""

from realign.foundations.files.registry import register_format
from realign.foundations.files.types import Changes, ImportFormat, Reading, Source
from realign.registers.indicators import actions
from realign.registers.indicators.checking import IMPOSSIBLE
from realign.registers.indicators.formats import cpop, lgbf, scotpho, statistics, values

OGL = "Open Government Licence v3.0"


def _apply(source: Source, reading: Reading) -> Changes:
    source.report(0, reading.count, "Writing values")
    return actions.bring_values(by=source.by, record=source.record, findings=reading.rows)


def _describe(source: Source, reading: Reading) -> Changes:
    return actions.describe_indicators(by=source.by, record=source.record, definitions=reading.rows)


register_format(
    ImportFormat(
        kind="indicators",
        slug="lgbf",
        title="Local Government Benchmarking Framework",
        help="One row for a council, a series and a year, with columns council, indicator, year, value, higher_is_better.",
        columns=lgbf.COLUMNS,
        permission="indicators.import",
        reader=lgbf.read,
        apply=_apply,
        options=(IMPOSSIBLE,),
        producer="Improvement Service",
        licence=OGL,
    )
)
register_format(
    ImportFormat(
        kind="indicators",
        slug="cpop",
        title="Community Planning Outcomes Profile",
        help="Outcomes by council or intermediate zone, observed, imputed or projected as the column Type says.",
        columns=cpop.COLUMNS,
        permission="indicators.import",
        reader=cpop.read,
        apply=_apply,
        options=(IMPOSSIBLE,),
        producer="Improvement Service",
        licence=OGL,
    )
)
register_format(
    ImportFormat(
        kind="indicators",
        slug="cpop-definitions",
        title="Community Planning Outcomes Profile: definitions",
        help="Definitions and sources of outcomes that are already held; fills what is empty.",
        columns=cpop.DEFINITION_COLUMNS,
        permission="indicators.edit",
        reader=cpop.read_definitions,
        apply=_describe,
        producer="Improvement Service",
        licence=OGL,
    )
)
register_format(
    ImportFormat(
        kind="indicators",
        slug="scotpho",
        title="ScotPHO profiles",
        help="Values with confidence intervals, as downloaded from the ScotPHO profiles.",
        columns=scotpho.COLUMNS,
        permission="indicators.import",
        reader=scotpho.read,
        apply=_apply,
        options=(IMPOSSIBLE,),
        producer="Public Health Scotland, ScotPHO profiles",
        licence=OGL,
    )
)
register_format(
    ImportFormat(
        kind="indicators",
        slug="scotpho-definitions",
        title="ScotPHO technical document",
        help="Definitions, sources and caveats of ScotPHO indicators that are already held; fills what is empty.",
        columns=scotpho.DEFINITION_COLUMNS,
        permission="indicators.edit",
        reader=scotpho.read_definitions,
        apply=_describe,
        producer="Public Health Scotland, ScotPHO profiles",
        licence=OGL,
    )
)
register_format(
    ImportFormat(
        kind="indicators",
        slug="statistics-gov-scot",
        title="statistics.gov.scot download",
        help="A data cube saved as CSV: FeatureCode, DateCode, Measurement, Units, Value and further dimensions.",
        columns=statistics.COLUMNS,
        permission="indicators.import",
        reader=statistics.read,
        apply=_apply,
        options=statistics.OPTIONS,
        producer="Scottish Government, statistics.gov.scot",
        licence=OGL,
    )
)
register_format(
    ImportFormat(
        kind="indicators",
        slug="values",
        title="Values of your own indicators",
        help="One row for an indicator that is defined here already, an area and a period.",
        columns=values.COLUMNS,
        permission="indicators.import",
        reader=values.read,
        apply=_apply,
        options=(IMPOSSIBLE,),
    )
)
