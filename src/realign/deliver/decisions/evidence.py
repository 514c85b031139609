"""What a decision rests on: a copy of the proposal as it stood, its fingerprint, and how today differs from it."""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from realign.deliver.decisions.models import Decision
from realign.deliver.decisions.types import EvidenceChange, EvidenceStanding
from realign.plan.proposals.models import Proposal
from realign.registers.evidence.models import Finding


def snapshot(proposal: Proposal | None, findings: Iterable[Finding] = ()) -> dict[str, Any]:
    """The proposal, its answers, options and costs, and every finding cited, as plain values that JSON can hold.

    Leaves out what deciding itself changes (the state of the proposal) and who last saved what.
    """
    cited = {finding.slug: finding for finding in findings}
    copy: dict[str, Any] = {"proposal": None, "answers": {}, "options": {}, "costs": {}}
    if proposal is not None:
        answers = list(proposal.answers.prefetch_related("findings__release").order_by("code"))
        cited |= {finding.slug: finding for answer in answers for finding in answer.findings.all()}
        copy = {
            "proposal": {
                "slug": proposal.slug,
                "title": proposal.title,
                "ask": proposal.ask,
                "priority": str(proposal.priority),
                "author": proposal.author,
                "question version": proposal.question_version,
                "version": proposal.version,
            },
            "answers": {
                answer.code: {
                    "choice": answer.choice,
                    "text": answer.text,
                    "other evidence": answer.other_evidence,
                    "findings": sorted(finding.slug for finding in answer.findings.all()),
                }
                for answer in answers
            },
            "options": {
                str(option.number): {
                    "title": option.title,
                    "description": option.description,
                    "do nothing": option.is_do_nothing,
                    "preferred": option.is_preferred,
                    "cost": option.cost,
                    "reach": option.reach,
                    "rejected because": option.rejected_because,
                }
                for option in proposal.options.order_by("number")
            },
            "costs": {
                f"{cost.organisation.name}, {cost.year}": {
                    "amount": str(cost.amount),
                    "price base": cost.price_base,
                }
                for cost in proposal.costs.select_related("organisation").order_by("year", "pk")
            },
        }
    copy["findings"] = {slug: _finding(finding) for slug, finding in sorted(cited.items())}
    plain: dict[str, Any] = json.loads(json.dumps(copy, cls=DjangoJSONEncoder))
    return plain


def _finding(finding: Finding) -> dict[str, Any]:
    release = finding.release
    return {
        "sentence": finding.sentence,
        "does not tell": finding.does_not_tell,
        "strength": finding.strength,
        "strength reason": finding.strength_reason,
        "source": finding.source,
        "release": release.fingerprint if release else "",
        "release withdrawn": bool(release and not release.stands),
    }


def fingerprint(copy: dict[str, Any]) -> str:
    """The sha256 of a copy, however its keys are ordered."""
    text = json.dumps(copy, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def standing(decision: Decision) -> EvidenceStanding:
    """Check the frozen copy against its fingerprint, and compare it with what the records say now."""
    then = decision.rested_on
    slugs = list(then.get("findings", {}))
    now = snapshot(
        decision.proposal,
        # words that wait for a second person are no part of the record yet
        Finding.objects.released()
        .filter(partnership=decision.partnership_id, slug__in=slugs)
        .select_related("release"),
    )
    return EvidenceStanding(
        is_intact=fingerprint(then) == decision.rested_on_hash,
        changes=tuple(differences(then, now)),
    )


def differences(then: dict[str, Any], now: dict[str, Any]) -> list[EvidenceChange]:
    """Each part that was there then and differs now, or is new or gone, named for a reader."""
    changes: list[EvidenceChange] = []
    for section, singular in SECTIONS.items():
        before, after = then.get(section) or {}, now.get(section) or {}
        if section == "proposal":
            before, after = {"": before}, {"": after}
        for key in {**before, **after}:
            changes += _compared(f"{singular} {key}".strip(), before.get(key), after.get(key))
    return changes


SECTIONS = {
    "proposal": "The proposal",
    "answers": "Answer",
    "options": "Option",
    "costs": "Cost for",
    "findings": "Finding",
}


def _compared(name: str, before: dict[str, Any] | None, after: dict[str, Any] | None) -> list[EvidenceChange]:
    if not before and not after:
        return []
    if not before:
        return [EvidenceChange(f"{name} is new", None, _gist(after))]
    if not after:
        return [EvidenceChange(f"{name} was removed", _gist(before), None)]
    return [
        EvidenceChange(f"{name}: {field}", before.get(field), after.get(field))
        for field in {**before, **after}
        if before.get(field) != after.get(field)
    ]


def _gist(part: dict[str, Any] | None) -> str:
    values = [str(value) for value in (part or {}).values() if isinstance(value, str) and value]
    return values[0] if values else ""
