"""Fit of services to need in the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    NavItem("Services by need", "fit:grid", "fit.view", Room.ANALYSE, order=41, heading="Services and spend"),
    NavItem("Need and reach", "fit:list", "fit.view", Room.ANALYSE, order=50, heading="Need and services"),
    NavItem(
        "Need and contact table", "fit:table", "fit.view", Room.ANALYSE, order=51, heading="Need and services"
    ),
)
