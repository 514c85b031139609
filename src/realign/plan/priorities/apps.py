from django.apps import AppConfig


class PrioritiesConfig(AppConfig):
    name = "realign.plan.priorities"
    label = "priorities"
