"""The front page of each room, at which it opens."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

FIRST = -10

NAVIGATION.add(
    NavItem("Overview", "fronts:analyse", "member", Room.ANALYSE, order=FIRST, exact=True),
    NavItem("Overview", "fronts:plan", "member", Room.PLAN, order=FIRST, exact=True),
    NavItem("Overview", "fronts:deliver", "member", Room.DELIVER, order=FIRST, exact=True),
    NavItem("Overview", "fronts:review", "member", Room.REVIEW, order=FIRST, exact=True),
)
