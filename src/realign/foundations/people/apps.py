from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "realign.foundations.people"
    label = "people"
