from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "realign.review.exports"
    label = "exports"
