from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "realign.analyse.surveys"
    label = "surveys"
