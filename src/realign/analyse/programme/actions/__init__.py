"""Everything that is written in this room, by subject."""

from realign.analyse.programme.actions.areas import (
    change_site,
    create_site,
    judge_condition,
    set_element,
    start_site,
)
from realign.analyse.programme.actions.gains import change_earlier_work, create_earlier_work, judge_benefit
from realign.analyse.programme.actions.people import (
    change_holder,
    change_secondment,
    create_holder,
    create_secondment,
    name_group,
)
from realign.analyse.programme.actions.rounds import change_round, create_round
from realign.analyse.programme.actions.signing import sign, withdraw_signature
from realign.analyse.programme.actions.slots import change_tranche, create_tranche, give_place, give_up_place
from realign.analyse.programme.actions.training import (
    answer_offer,
    ask_for_places,
    change_session,
    count_attendance,
    create_session,
    offer_places,
)

__all__ = [
    "answer_offer",
    "ask_for_places",
    "change_earlier_work",
    "change_holder",
    "change_round",
    "change_secondment",
    "change_session",
    "change_site",
    "change_tranche",
    "count_attendance",
    "create_earlier_work",
    "create_holder",
    "create_round",
    "create_secondment",
    "create_session",
    "create_site",
    "create_tranche",
    "give_place",
    "give_up_place",
    "judge_benefit",
    "judge_condition",
    "name_group",
    "offer_places",
    "set_element",
    "sign",
    "start_site",
    "withdraw_signature",
]
