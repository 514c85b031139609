from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "realign.plan.plans"
    label = "plans"
