"""Addresses of what waits to be published, and of what was."""

from django.urls import path

from realign.foundations.publishing import views

app_name = "publishing"
urlpatterns = [
    path("<slug:partnership>/work/publishing/", views.waiting, name="waiting"),
    path("<slug:partnership>/work/publishing/versions/<int:pk>/", views.version, name="version"),
    path(
        "<slug:partnership>/work/publishing/versions/<int:pk>/withdraw/",
        views.version_withdraw,
        name="withdraw",
    ),
    path("<slug:partnership>/work/publishing/together/<slug:kind>/", views.together, name="together"),
    path("<slug:partnership>/work/publishing/<slug:kind>/<slug:key>/", views.draft, name="draft"),
    path(
        "<slug:partnership>/work/publishing/<slug:kind>/<slug:key>/return/", views.draft_return, name="return"
    ),
]
