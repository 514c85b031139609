from django.urls import path

from realign.foundations.search import views

app_name = "search"
urlpatterns = [path("<slug:partnership>/search/", views.results, name="results")]
