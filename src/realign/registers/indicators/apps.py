from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class IndicatorsConfig(AppConfig):
    name = "realign.registers.indicators"
    label = "indicators"

    def ready(self) -> None:
        """Let rooms above add parts to an indicator’s page."""
        autodiscover_modules("indicator_panels")
