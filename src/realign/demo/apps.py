from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "realign.demo"
    label = "demo"
