"""The open programming interface: each room's `api.py` put together, read-only, one version in every address."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import URLPattern, URLResolver, path, reverse
from ninja import NinjaAPI
from ninja.throttling import SimpleRateThrottle

from realign.foundations.partnerships.access import PUBLIC, access
from realign.foundations.partnerships.requests import PartnershipRequest
from realign.plan.plans.api import router as plan
from realign.registers.evidence.api import router as evidence
from realign.registers.indicators.api import router as indicators

VERSION = "1.0"
View = Callable[..., HttpResponseBase]


class EachReader(SimpleRateThrottle):
    """So many questions a minute from one address; each web process counts its own."""

    scope = "open-data"

    def get_cache_key(self, request: HttpRequest) -> str:
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


api = NinjaAPI(
    title="Open data of a partnership",
    version=VERSION,
    description="Published figures only: public indicators, released tables, findings, and the plan. Read-only.",
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
    throttle=[EachReader(settings.REALIGN_API_RATE)],
)
api.add_router("/indicators", indicators)
api.add_router("/evidence", evidence)
api.add_router("/plan", plan)


def described(slug: str) -> dict[str, Any]:
    """The OpenAPI description, with the addresses of one partnership."""
    root = reverse("api:page", args=[slug])
    return dict(api.get_openapi_schema(path_prefix=f"{root}v1/"))


@access(PUBLIC)
def description(request: PartnershipRequest) -> HttpResponse:
    """For programmes: what can be asked, and what comes back."""
    return JsonResponse(described(request.partnership.slug))


def _in_json(view: View) -> View:
    """Programmes are told in JSON, not with a page, that there is nothing here; others' sites may read what is public."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            answer: HttpResponseBase = view(request, *args, **kwargs)
        except Http404:
            answer = JsonResponse({"detail": "There is no such address."}, status=404)
        partnership = getattr(request, "partnership", None)
        if partnership is not None and partnership.is_public:
            answer["Access-Control-Allow-Origin"] = "*"
        return answer

    return answered


def _open(patterns: list[Any]) -> Iterator[URLPattern | URLResolver]:
    """Every address behind the same door as the pages, so that it knows its partnership and has its rule."""
    for pattern in patterns:
        if pattern.name != "api-root":
            pattern.callback = _in_json(access(PUBLIC)(pattern.callback))
            yield pattern


patterns: list[URLPattern | URLResolver] = [
    path("openapi.json", _in_json(description), name="description"),
    *_open(api.urls[0]),
]
