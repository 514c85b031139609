from django.apps import AppConfig


class VoicesConfig(AppConfig):
    name = "realign.analyse.voices"
    label = "voices"
