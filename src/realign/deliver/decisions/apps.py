from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "realign.deliver.decisions"
    label = "decisions"
