"""The golden thread, the cycle and the ten steps in the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    # one item alone, so that its wide picture has the whole page
    NavItem("Golden thread", "assurance:thread", "assurance.view", Room.THREAD, order=10),
    NavItem("Ten steps", "assurance:steps", "assurance.view", Room.REVIEW, order=20),
    NavItem("The cycle", "assurance:cycle", "assurance.view", Room.REVIEW, order=30),
    NavItem("Administrative burden", "assurance:burden", "assurance.view", Room.REVIEW, order=50),
)
