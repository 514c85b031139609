"""Which checks of this room read what people write: the thread, the cycle and the ten steps."""

from realign.foundations.partnerships.registry import CHECKS, ContentCheck
from realign.registers.thread.types import LooseEndCheck
from realign.review.assurance.breaks import priority_threads
from realign.review.assurance.cycle import stages
from realign.review.assurance.rules import check_step
from realign.review.assurance.types import StageCheck, StepJudged, ThreadBreak

CHECKS.add(
    ContentCheck(
        "Links of the golden thread",
        priority_threads,
        (ThreadBreak, LooseEndCheck),
        pages=("assurance:thread", "assurance:broken"),
    ),
    ContentCheck("Stages of the cycle", stages, (StageCheck,), pages=("assurance:cycle",)),
    ContentCheck(
        "Ten steps",
        check_step,
        (StepJudged,),
        pages=("assurance:steps", "assurance:assessment"),
    ),
)
