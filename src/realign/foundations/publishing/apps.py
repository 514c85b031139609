from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "realign.foundations.publishing"
    label = "publishing"
