"""Whether a plan or committee paper agrees with itself: text in, findings out; nothing is corrected."""

from realign.methods.wording.check import check_text
from realign.methods.wording.findings import LABELS, FaultKind, TextFinding

__all__ = ["LABELS", "FaultKind", "TextFinding", "check_text"]
