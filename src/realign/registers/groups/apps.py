from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "realign.registers.groups"
    label = "groups"
