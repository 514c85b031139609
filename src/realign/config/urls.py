"""Every address. Each app writes its own in full; this page only gathers them."""

from django.conf import settings
from django.urls import include, path

from realign.config import api, views
from realign.review.dashboards import views as dashboards

handler400 = "realign.config.views.bad_request"

urlpatterns = [
    path("", dashboards.front, name="front"),
    path("start/", dashboards.landing, name="landing"),
    path("health/", views.health, name="health"),
    path("accounts/", include("allauth.urls")),
    path("", include("realign.foundations.design.urls")),
    path("", include("realign.foundations.guides.urls")),
    path("", include("realign.foundations.fronts.urls")),
    path("", include("realign.foundations.administration.urls")),
    path("", include("realign.foundations.people.urls")),
    path("", include("realign.foundations.work.urls")),
    path("", include("realign.foundations.search.urls")),
    path("", include("realign.foundations.files.urls")),
    path("", include("realign.foundations.publishing.urls")),
    path("", include("realign.registers.places.urls")),
    path("", include("realign.registers.groups.urls")),
    path("", include("realign.registers.frameworks.urls")),
    path("", include("realign.registers.indicators.urls")),
    path("", include("realign.registers.services.urls")),
    path("", include("realign.registers.evidence.urls")),
    path("", include("realign.registers.gaps.urls")),
    path("", include("realign.registers.sources.urls")),
    path("", include("realign.analyse.surveys.urls")),
    path("", include("realign.analyse.trends.urls")),
    path("", include("realign.analyse.fit.urls")),
    path("", include("realign.analyse.pathways.urls")),
    path("", include("realign.analyse.programme.urls")),
    path("", include("realign.analyse.needs.urls")),
    path("", include("realign.analyse.voices.urls")),
    path("", include("realign.plan.priorities.urls")),
    path("", include("realign.plan.proposals.urls")),
    path("", include("realign.plan.plans.urls")),
    path("", include("realign.plan.alignment.urls")),
    path("", include("realign.deliver.decisions.urls")),
    path("", include("realign.deliver.progress.urls")),
    path("", include("realign.review.reports.urls")),
    path("", include("realign.review.assurance.urls")),
    path("", include("realign.review.learning.urls")),
    path("", include("realign.review.exports.urls")),
    path(
        "<slug:partnership>/api/",
        include(([path("", views.open_data, name="page"), path("v1/", include(api.patterns))], "api")),
    ),
    # the front page takes addresses that start with a partnership, so it comes last
    path("", include("realign.review.dashboards.urls")),
]
if settings.DEMO:
    urlpatterns.insert(2, path("", include("realign.demo.urls")))
