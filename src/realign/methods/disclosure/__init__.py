"""Numbers that are safe to publish: small counts hidden, protected by others, and proved by attack.

Read the files in this order; each uses only those before it.

=============  ==================================================================================================
``keys``       what a cell is called, how a published value is read
``relations``  the sums that anybody can do
``nesting``    levels of one dimension inside levels of another
``profiles``   the rules for small numbers: primary suppression
``tables``     tables of true counts and amounts, and tables as published
``totals``     levels that may stand for everybody, to be asked about
``polytope``   everything that the hidden cells could be
``attack``     what a reader could work out: the audit, cell by cell
``proof``      whether every hidden cell has its protection level, and what that asks for
``choose``     secondary suppression: which further cells to hide
``rounding``   rounding, each number on its own or so that sums still add up
``safe``       the table that may leave, and why each cell is shown or hidden
``release``    ``protect``: all of it together
``ledger``     everything let out so far, looked at as one
=============  ==================================================================================================
"""

from .attack import FeasibilityInterval, attack
from .keys import TOTAL, Contradiction, DisclosureError, Key, Shown, read_shown
from .ledger import Cure, Review, review, sums_between
from .nesting import (
    Nesting,
    NestingContradiction,
    hierarchy_of,
    nested_sums,
    nesting_of,
    nestings_in,
    unrelated_dims,
)
from .profiles import (
    CellRule,
    Profile,
    PublishedCell,
    Zeros,
    profile,
    profiles,
    promise_in_words,
    recorded_profile,
    rules_in_words,
)
from .relations import Hierarchy, Relation, overlaps
from .release import ReleaseRefused, Rounding, protect
from .rounding import controlled_rounding, round_half_up
from .safe import Proof, SafeTable, percentage
from .tables import AmountTable, CountTable, Margins, PublishedTable, ReadRow
from .totals import SuspectedTotal, is_spelt_like_a_total, suspected_totals, with_totals

__all__ = [
    "TOTAL",
    "AmountTable",
    "CellRule",
    "Contradiction",
    "CountTable",
    "Cure",
    "DisclosureError",
    "FeasibilityInterval",
    "Hierarchy",
    "Key",
    "Margins",
    "Nesting",
    "NestingContradiction",
    "Profile",
    "Proof",
    "PublishedCell",
    "PublishedTable",
    "ReadRow",
    "Relation",
    "ReleaseRefused",
    "Review",
    "Rounding",
    "SafeTable",
    "Shown",
    "SuspectedTotal",
    "Zeros",
    "attack",
    "controlled_rounding",
    "hierarchy_of",
    "is_spelt_like_a_total",
    "nested_sums",
    "nesting_of",
    "nestings_in",
    "overlaps",
    "percentage",
    "profile",
    "profiles",
    "promise_in_words",
    "protect",
    "read_shown",
    "recorded_profile",
    "review",
    "round_half_up",
    "rules_in_words",
    "sums_between",
    "suspected_totals",
    "unrelated_dims",
    "with_totals",
]
