from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "realign.review.reports"
    label = "reports"
