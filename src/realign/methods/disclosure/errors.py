"""Errors that say what was expected, what was found and what to do."""

from __future__ import annotations


class DisclosureError(ValueError):
    """Input that cannot be used.

    >>> print(DisclosureError("row 3, column n", "a whole number", "'many'", "Correct the file."))
    row 3, column n: expected a whole number, found 'many'. Correct the file.
    """

    def __init__(self, where: str, expected: str, found: str, cure: str = "") -> None:
        self.where, self.expected, self.found, self.cure = where, expected, found, cure
        advice = f" {cure}" if cure else ""
        super().__init__(f"{where}: expected {expected}, found {found}.{advice}")


def disagreement(cell: str, found: str = "figures around it that no counts could give") -> DisclosureError:
    """Published figures that cannot all be true."""
    cure = (
        "The figures do not add up, or one key names two different quantities: "
        "say how they were rounded, or give each wave or population its own `where`."
    )
    return DisclosureError(cell, "figures that agree with each other", found, cure)
