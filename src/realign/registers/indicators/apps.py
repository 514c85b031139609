from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "realign.registers.indicators"
    label = "indicators"
