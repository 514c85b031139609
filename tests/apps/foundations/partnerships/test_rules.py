"""What every room asks before it writes: whose records these are, and whether an address is free."""

import pytest

from realign.foundations.partnerships.rules import check_ours, check_slug_free
from realign.foundations.partnerships.types import Refusal


def test_records_of_this_partnership_pass_and_so_does_nothing_at_all(tayside):
    check_ours(tayside.system, tayside.bodies["angus"], None, tayside.bodies["dundee"])
    check_ours(tayside.system)


def test_one_record_of_another_partnership_is_refused_without_naming_it(tayside, elsewhere):
    stranger = elsewhere.bodies["dundee"]
    with pytest.raises(Refusal, match="another partnership") as met:
        check_ours(tayside.system, tayside.bodies["angus"], stranger)
    assert stranger.name not in str(met.value)


def test_an_address_of_the_room_is_no_short_name():
    check_slug_free("youth-hubs", {"add", "grid"})
    with pytest.raises(Refusal, match="“grid” is used in addresses"):
        check_slug_free("grid", {"add", "grid"})
