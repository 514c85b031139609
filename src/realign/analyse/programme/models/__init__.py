"""Rounds of the evidence programme, the areas that take part, and what is agreed, run, taught and gained."""

from realign.analyse.programme.models.areas import ElementStatus, Readiness, SignOff, Site
from realign.analyse.programme.models.gains import Benefit, EarlierWork
from realign.analyse.programme.models.people import Oversight, RoleHolder, Secondment
from realign.analyse.programme.models.rounds import Round
from realign.analyse.programme.models.slots import Place, Tranche
from realign.analyse.programme.models.training import Attendance, Session, Waiting

__all__ = [
    "Attendance",
    "Benefit",
    "EarlierWork",
    "ElementStatus",
    "Oversight",
    "Place",
    "Readiness",
    "RoleHolder",
    "Round",
    "Secondment",
    "Session",
    "SignOff",
    "Site",
    "Tranche",
    "Waiting",
]
