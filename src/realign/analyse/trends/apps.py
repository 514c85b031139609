from django.apps import AppConfig


class TrendsConfig(AppConfig):
    name = "realign.analyse.trends"
    label = "trends"
