"""Numbers that are safe to publish: small counts hidden, protected by others, and proved by attack."""

from .amounts import AmountTable
from .attack import Finding, attack
from .column_rule import hide_in_column
from .cures import Cure
from .derive import percentage, rate, statistic
from .errors import DisclosureError
from .groupings import overlaps
from .in_words import rules_in_words
from .keys import TOTAL, Key
from .ledger import Review, review
from .profiles import Profile, Zeros, profile, profiles
from .published import PublishedTable
from .relations import Hierarchy, Relation
from .release import ReleaseRefused, Rounding, protect
from .rounding import controlled_rounding, round_half_up
from .rules import Cell, Rule
from .safe import Proof, SafeTable
from .symbols import Symbol
from .tables import CountTable, Margins

__all__ = [
    "TOTAL",
    "AmountTable",
    "Cell",
    "CountTable",
    "Cure",
    "DisclosureError",
    "Finding",
    "Hierarchy",
    "Key",
    "Margins",
    "Profile",
    "Proof",
    "PublishedTable",
    "Relation",
    "ReleaseRefused",
    "Review",
    "Rounding",
    "Rule",
    "SafeTable",
    "Symbol",
    "Zeros",
    "attack",
    "controlled_rounding",
    "hide_in_column",
    "overlaps",
    "percentage",
    "profile",
    "profiles",
    "protect",
    "rate",
    "review",
    "round_half_up",
    "rules_in_words",
    "statistic",
]
