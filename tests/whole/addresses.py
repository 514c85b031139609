"""Every address of the site, with its rule and a real record to open it with."""

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver, reverse

# namespace, or the name of one address -> the model that a slug or a number in its addresses means
RECORDS = {
    "groups": "groups.Group",
    "evidence": "evidence.Finding",
    "gaps": "gaps.Gap",
    "sources": "sources.Holding",
    "surveys": "surveys.Survey",
    "work": "work.Job",
    "services": "services.Service",
    "indicators": "indicators.Indicator",
    "trends": "indicators.Indicator",
    "fit": "fit.Need",
    "needs": "needs.NeedsAssessment",
    "pathways": "pathways.Pathway",
    "programme": "programme.Site",
    "voices": "voices.Listening",
    "learning": "learning.SelfLook",
    "priorities": "priorities.Priority",
    "proposals": "proposals.Proposal",
    "plans": "plans.Plan",
    "alignment": "alignment.Support",
    "decisions": "decisions.Decision",
    "progress": "priorities.Action",
    "reports": "reports.Report",
    "assurance": "assurance.Assessment",
    "exports": "partnerships.Organisation",
    "administration": "partnerships.Membership",
    **dict.fromkeys(
        (
            f"administration:organisation{what}"
            for what in ("", "-edit", "-end", "-merge", "-remove", "-resume")
        ),
        "partnerships.Organisation",
    ),
    "files": "files.Import",
    "frameworks": "frameworks.Framework",
    "places": "places.Area",
}


@dataclass(frozen=True)
class Address:
    """One address: its name, its rule, and the parts that vary."""

    name: str
    rule: str | None
    parts: tuple[str, ...] = field(default=())
    view: Any = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        return self.name


def addresses() -> list[Address]:
    """Every address that is ours, by name."""
    return sorted(_walk(get_resolver().url_patterns, ""), key=lambda address: address.name)


def _walk(patterns: list[Any], prefix: str, before: tuple[str, ...] = ()) -> list[Address]:
    found = []
    for pattern in patterns:
        # sign-in, two-step sign-in and single sign-on are a library's pages and keep its rules
        if str(pattern.pattern) == "accounts/":
            continue
        if isinstance(pattern, URLResolver):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            varies = (*before, *pattern.pattern.converters)
            found += _walk(pattern.url_patterns, prefix + space, varies)
        elif isinstance(pattern, URLPattern):
            rule = getattr(pattern.callback, "access_rule", None)
            varies = (*before, *pattern.pattern.converters)
            found.append(Address(f"{prefix}{pattern.name}", rule, varies, pattern.callback))
    return found


def opened_with(address: Address, slug: str, special: dict[str, dict[str, Any]]) -> str:
    """The address filled in with a record of the demonstration; LookupError where there is none to use."""
    kwargs: dict[str, Any] = dict(special.get(address.name, {}))
    for part in address.parts:
        if part in kwargs:
            continue
        kwargs[part] = slug if part == "partnership" else _value(address, part, slug)
    return reverse(address.name, kwargs=kwargs)


def _value(address: Address, part: str, slug: str) -> Any:
    space = address.name.split(":")[0]
    space = address.name if address.name in RECORDS else space
    if space not in RECORDS or part not in {"slug", "pk"}:
        raise LookupError(f"{address.name}: say in test_access.SPECIAL what “{part}” is in a sample address")
    model = apps.get_model(RECORDS[space])
    rows = model.objects.all()
    if any(f.name == "partnership" for f in model._meta.get_fields()):
        rows = rows.filter(partnership__slug=slug)
    record = rows.order_by("pk").first()
    if record is None:
        raise LookupError(f"{address.name}: the demonstration has no {model._meta.verbose_name}")
    return getattr(record, part)
