from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "realign.plan.proposals"
    label = "proposals"
