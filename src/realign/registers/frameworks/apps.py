from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    name = "realign.registers.frameworks"
    label = "frameworks"
