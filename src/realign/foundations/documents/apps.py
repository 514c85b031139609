from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "realign.foundations.documents"
    label = "documents"
