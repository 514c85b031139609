"""Services as everybody reads them: what is frozen of an entry when a second person publishes it."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Model
from django.urls import reverse

from realign.foundations.partnerships.models import Partnership
from realign.foundations.publishing.registry import PUBLIC_RECORDS
from realign.foundations.publishing.types import Content, Line, PublicKind
from realign.registers.services import queries
from realign.registers.services.models import Service
from realign.registers.services.rules import EDIT
from realign.registers.services.types import KIND, PublicService, ages_in_words


def _records(partnership: Partnership, on: date) -> Iterable[Service]:
    return queries.running(partnership, on)


def _compose(service: Service) -> Content:
    areas = sorted(service.areas.all(), key=lambda area: area.name)
    return {
        "slug": service.slug,
        "name": service.name,
        "summary": service.summary,
        "description": service.description,
        "target": service.target,
        "provider": service.provider.name,
        "age_from": service.age_from,
        "age_to": service.age_to,
        "areas": [[area.code, area.name] for area in areas],
        "how_to_reach": service.how_to_reach,
        "self_referral": service.self_referral,
        "verified_on": service.verified_on,
        "invented": service.invented,
    }


def _in_words(content: Content) -> Sequence[Line]:
    service = PublicService.of(content)
    return (
        ("Name", service.name),
        ("What it does", service.summary),
        ("More about it", service.description),
        ("For whom", service.target),
        ("Ages", ages_in_words(service.age_from, service.age_to)),
        ("Where", ", ".join(name for _, name in service.areas) or "Everywhere here"),
        ("Provider", service.provider),
        ("How to get in touch", service.how_to_reach),
        ("Families can ask themselves", "Yes" if service.self_referral else "No"),
        ("Last verified", service.verified),
    )


def _parts(service: Service) -> Iterable[Model]:
    return (service, service.provider)


def _public_page(partnership: str, slug: str) -> str:
    return reverse("services:found", args=[partnership, slug])


SERVICE: PublicKind = PublicKind(
    slug=KIND,
    model=Service,
    noun="service",
    title="Services",
    permission=EDIT,
    records=_records,
    compose=_compose,
    in_words=_in_words,
    parts=_parts,
    public_page=_public_page,
    ended="The service has ended, or has not begun.",
    order=10,
)
PUBLIC_RECORDS.add(SERVICE)
