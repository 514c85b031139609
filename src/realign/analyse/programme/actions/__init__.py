"""Everything that is written in this room, by subject."""

from realign.analyse.programme.actions.areas import (
    add_site,
    edit_site,
    judge_condition,
    set_element,
    start_site,
)
from realign.analyse.programme.actions.gains import add_earlier_work, edit_earlier_work, judge_benefit
from realign.analyse.programme.actions.people import (
    add_secondment,
    edit_holder,
    edit_secondment,
    name_group,
    name_holder,
)
from realign.analyse.programme.actions.rounds import add_round, edit_round
from realign.analyse.programme.actions.signing import sign, withdraw_signature
from realign.analyse.programme.actions.slots import add_tranche, edit_tranche, give_place, give_up_place
from realign.analyse.programme.actions.training import (
    add_session,
    answer_offer,
    ask_for_places,
    count_attendance,
    edit_session,
    offer_places,
)

__all__ = [
    "add_earlier_work",
    "add_round",
    "add_secondment",
    "add_session",
    "add_site",
    "add_tranche",
    "answer_offer",
    "ask_for_places",
    "count_attendance",
    "edit_earlier_work",
    "edit_holder",
    "edit_round",
    "edit_secondment",
    "edit_session",
    "edit_site",
    "edit_tranche",
    "give_place",
    "give_up_place",
    "judge_benefit",
    "judge_condition",
    "name_group",
    "name_holder",
    "offer_places",
    "set_element",
    "sign",
    "start_site",
    "withdraw_signature",
]
