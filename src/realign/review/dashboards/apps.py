from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    name = "realign.review.dashboards"
    label = "dashboards"
