"""Numbers that are safe to publish: small counts hidden, protected by others, and proved by attack."""

from .attack import Finding, attack
from .errors import DisclosureError
from .keys import TOTAL, Key
from .profiles import Profile, Zeros, profile, profiles
from .published import PublishedTable
from .relations import Hierarchy, Relation
from .release import ReleaseRefused, protect
from .rules import Cell, Rule
from .safe import Proof, SafeTable
from .symbols import Symbol
from .tables import CountTable, Margins

__all__ = [
    "TOTAL",
    "Cell",
    "CountTable",
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
    "Rule",
    "SafeTable",
    "Symbol",
    "Zeros",
    "attack",
    "profile",
    "profiles",
    "protect",
]
