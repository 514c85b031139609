"""Addresses of this room. The lists are national, so they stand outside every partnership."""

from django.urls import path

from realign.registers.frameworks import views

app_name = "frameworks"
urlpatterns = [
    path("frameworks/", views.framework_list, name="list"),
    path("frameworks/<slug:slug>/", views.framework_page, name="framework"),
    path("frameworks/<slug:slug>/<str:version>/", views.framework_page, name="version"),
    path("glossary/", views.glossary, name="glossary"),
]
