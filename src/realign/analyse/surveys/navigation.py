"""The survey room in the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    NavItem("Local areas", "surveys:local-list", "public", Room.PUBLIC, order=38, heading="What we know"),
    NavItem("Surveys", "surveys:list", "surveys.view", Room.ANALYSE, order=20, heading="Surveys"),
    NavItem(
        "Questionnaires", "surveys:questionnaires", "surveys.view", Room.ANALYSE, order=21, heading="Surveys"
    ),
    NavItem("Question bank", "surveys:bank", "surveys.view", Room.ANALYSE, order=21, heading="Surveys"),
    NavItem("Column mappings", "surveys:mappings", "surveys.view", Room.ANALYSE, order=21, heading="Surveys"),
    NavItem(
        "Release requests", "surveys:requests", "surveys.view", Room.ANALYSE, order=22, heading="Surveys"
    ),
)
