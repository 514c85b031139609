from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class FilesConfig(AppConfig):
    name = "realign.foundations.files"
    label = "files"

    def ready(self) -> None:
        """Let every app's imports.py and exports.py register their file conventions."""
        autodiscover_modules("imports", "exports")
