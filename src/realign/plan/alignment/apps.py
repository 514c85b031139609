from django.apps import AppConfig


class AlignmentConfig(AppConfig):
    name = "realign.plan.alignment"
    label = "alignment"
