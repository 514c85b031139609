from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "realign.foundations.files"
    label = "files"
