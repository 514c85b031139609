from django.apps import AppConfig


class ThreadConfig(AppConfig):
    name = "realign.registers.thread"
    label = "thread"
