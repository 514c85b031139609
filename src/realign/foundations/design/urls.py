"""The gallery, and the statements that the foot of every page leads to."""

from django.urls import path

from realign.foundations.design import views

app_name = "design"
urlpatterns = [
    path("design/gallery/", views.gallery, name="gallery"),
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("cookies/", views.cookies, name="cookies"),
]
