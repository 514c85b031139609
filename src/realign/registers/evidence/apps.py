from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "realign.registers.evidence"
    label = "evidence"
