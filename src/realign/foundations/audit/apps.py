from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "realign.foundations.audit"
    label = "audit"
