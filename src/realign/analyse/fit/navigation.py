"""Fit of services to need in the navigation."""

from realign.foundations.design.navigation import NavItem, Room

NAVIGATION = (
    NavItem("Services by need", "fit:grid", "fit.view", Room.ANALYSE, order=32),
    NavItem("Fit: who is missed?", "fit:list", "fit.view", Room.ANALYSE, order=36),
    NavItem("Need and contact table", "fit:table", "fit.view", Room.ANALYSE, order=38),
)
