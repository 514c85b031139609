"""Does a plan or committee paper agree with itself? Text in, findings out; nothing is corrected."""

from realign.methods.wording.check import check_text
from realign.methods.wording.findings import LABELS, Finding, Kind

__all__ = ["LABELS", "Finding", "Kind", "check_text"]
