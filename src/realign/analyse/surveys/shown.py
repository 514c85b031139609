"""A worked-out table as checkers and readers see it: its rows, its provenance and its fingerprint."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from realign.analyse.surveys.estimation import WorkedOut
from realign.analyse.surveys.models import Survey
from realign.registers.evidence.types import Provenance


def provenance(survey: Survey, found: WorkedOut) -> Provenance:
    """What a reader of the released table will need to judge it."""
    asked = found.asked
    return Provenance(
        survey_title=survey.title,
        measure=asked.measure.definition,
        measure_code=asked.measure.code,
        population=f"{survey.population}; asked of {asked.measure.asked_of}",
        collected=survey.wave,
        method={
            "Estimate": "Weighted share, design-based (Taylor linearisation)",
            "Interval": f"95%, {asked.interval}",
            "Strata": survey.stratum or "none",
            "Primary sampling unit": survey.psu or "pupil",
            "Weight": survey.weight or "none",
            "Rule for missing items": survey.missing_rule or "not stated",
            "Left out of this table": f"{found.left_out:,} pupils not asked, without an answer or without a known group",
        },
        dataset_fingerprint=survey.dataset.sha256,
        invented=survey.invented,
    )


def shown_to_checkers(found: WorkedOut) -> dict[str, Any]:
    """The protected table with the rule behind each hidden cell, as JSON."""
    return {
        "rows": found.safe.rows(reasons=True),
        "estimates": [{"group": list(group), **vars(shown)} for group, shown in found.estimates.items()],
        "hidden": found.safe.proof.hidden,
        "sensitive": found.safe.proof.sensitive,
        "method": found.safe.proof.method,
        "notes": list(found.safe.notes),
        "left_out": found.left_out,
    }


def fingerprint(shown: Mapping[str, Any]) -> str:
    """The fingerprint of a table as the checkers see it; estimates to ten figures, so that machines agree."""
    rounded = json.dumps(
        {**shown, "estimates": [{k: _ten(v) for k, v in row.items()} for row in shown["estimates"]]},
        sort_keys=True,
    )
    return sha256(rounded.encode()).hexdigest()


def _ten(value: Any) -> Any:
    return f"{value:.10g}" if isinstance(value, float) else value
