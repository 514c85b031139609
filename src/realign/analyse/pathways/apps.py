from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    name = "realign.analyse.pathways"
    label = "pathways"
