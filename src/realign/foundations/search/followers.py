"""The index follows each change in its transaction."""

from realign.foundations.audit.registry import FOLLOWERS, Follower
from realign.foundations.search.actions import index_change

FOLLOWERS.add(Follower("search", index_change))
