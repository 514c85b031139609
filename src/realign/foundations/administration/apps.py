from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "realign.foundations.administration"
    label = "administration"
