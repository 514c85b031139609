from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class WorkConfig(AppConfig):
    name = "realign.foundations.work"
    label = "work"

    def ready(self) -> None:
        """Let every app's jobs.py register its background entry points."""
        autodiscover_modules("jobs")
