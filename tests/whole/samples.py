"""Which record opens an address, where the room alone does not say."""

from typing import Any

from realign.analyse.surveys.models import ReleaseRequest
from realign.foundations.files.models import Import
from realign.foundations.partnerships.models import Partnership
from realign.registers.evidence.models import Release


def samples(partnership: Partnership) -> dict[str, dict[str, Any]]:
    """Address name -> the varying parts of a sample address."""
    request = ReleaseRequest.objects.filter(partnership=partnership).order_by("pk").last()
    release = Release.objects.filter(partnership=partnership).first()
    by_request = {
        f"surveys:{name}": {"pk": request.pk}
        for name in ("request", "submit", "withdraw", "review", "let-out")
    }
    by_release = {f"evidence:{name}": {"slug": release.slug} for name in ("release", "withdraw")}
    brought = Import.objects.filter(partnership=partnership, kind="survey").first()
    by_import = {f"surveys:{name}": {"pk": brought.pk} for name in ("answers", "accept", "set-aside")}
    national = {
        "files:new": {"kind": "indicators", "format": "lgbf"},
        "indicators:export": {"format": "csv"},
        "places:area": {"code": "S12000042"},
    }
    return by_request | by_release | by_import | national
