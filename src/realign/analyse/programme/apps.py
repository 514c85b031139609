from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "realign.analyse.programme"
    label = "programme"
