from django.apps import AppConfig


class GapsConfig(AppConfig):
    name = "realign.registers.gaps"
    label = "gaps"
