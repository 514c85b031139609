from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "realign.foundations.accounts"
    label = "accounts"
