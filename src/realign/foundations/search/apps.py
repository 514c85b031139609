from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "realign.foundations.search"
    label = "search"
