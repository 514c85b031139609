from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "realign.registers.services"
    label = "services"
