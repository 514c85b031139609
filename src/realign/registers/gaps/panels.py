"""The open gaps of a record, drawn for that record’s page. Any room above may ask."""

from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils.http import urlencode

from realign.foundations.design.links import address
from realign.foundations.partnerships.requests import MemberRequest
from realign.registers.gaps import presenters, queries, rules


def gaps_about(request: MemberRequest, kind: str, *keys: str, also: Iterable[tuple[str, str]] = ()) -> str:
    """The open gaps that concern a record and, by ``also``, records that stand on the same page. One query a kind.

    Nothing for those who may not see evidence; for editors without a gap, only the way to record one.
    """
    actor = request.actor
    if actor is None or not actor.may(rules.VIEW):
        return ""
    rows = queries.concerning(request.partnership, kind, keys)
    more: dict[str, list[str]] = {}
    for other, key in also:
        more.setdefault(other, []).append(key)
    for other, others in more.items():
        rows += queries.concerning(request.partnership, other, others)
    may_edit = actor.may(rules.EDIT)
    if not rows and not may_edit:
        return ""
    today = actor.at.date()
    rows_by_gap: dict[int, dict[str, object]] = {}
    for gap, concern in rows:
        line = {"gap": gap, "url": gap.get_absolute_url(), "status": presenters.status(gap, today)}
        line |= {"who": presenters.who(gap), "waits": concern.waits, "because": concern.because}
        rows_by_gap.setdefault(gap.pk, line)
    add = address("gaps:add", request.partnership.slug) + "?" + urlencode({"about": f"{kind}:{keys[0]}"})
    context = {"rows": list(rows_by_gap.values()), "add": add if may_edit else ""}
    return render_to_string("gaps/_concerning.html", context, request)
