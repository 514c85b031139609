from django.apps import AppConfig


class AssuranceConfig(AppConfig):
    name = "realign.review.assurance"
    label = "assurance"
