from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    name = "realign.foundations.partnerships"
    label = "partnerships"
