"""What the demonstration says of the evidence programme is what the papers say, and the rest is called invented."""

from tests.apps.demo.reading import load

SAID = load("programme")


def test_prg_07_earlier_work_was_done_in_the_five_areas_that_were_counted_later():
    areas = {area for one in SAID["earlier"] for area in one["areas"]}
    assert areas == {"Angus", "Dundee", "North Ayrshire", "Renfrewshire", "Perth and Kinross"}
    assert "five areas" in next(
        one["left"] for one in SAID["earlier"] if "Promising Planning Examples 2018" in one["left"]
    )


def test_prg_10_and_11_two_secondments_one_with_its_dates_outputs_and_recommendations():
    joint, inward = sorted(SAID["secondment"], key=lambda one: one["direction"], reverse=True)
    assert (joint["direction"], inward["direction"]) == ("joint", "inward")
    assert inward["dates_as_printed"] == "February to the end of June 2017"
    assert inward["outputs"][0].startswith("Strategic report and action plan")
    assert inward["recommendations"] == len(load("recommendations")["recommendation"]) == 34


def test_ana_04_the_tranche_of_september_2014_took_three_areas_with_dartington():
    first = min(SAID["tranche"], key=lambda one: one["slot_on"])
    assert first["areas"] == ["Angus", "Dundee", "North Ayrshire"]
    assert "Dartington" in first["supplier"]
    assert "2015" in first["source"]


def test_ana_05_the_terms_of_2015_are_the_paper_s():
    held = next(one for one in SAID["round"] if one["key"] == "2015")
    assert len(held["slot_months"]) * held["areas_per_slot"] * held["funded_years"] == 18
    assert 18 + held["areas_before"] == 21


def test_every_round_tranche_and_area_has_a_source_or_is_invented():
    rounds = {one["key"]: one for one in SAID["round"]}
    for kind in ("round", "tranche"):
        assert all(one.get("invented") or one.get("source") for one in SAID[kind])
    assert all(rounds[one["round"]].get("invented") or one.get("source") for one in SAID["area"])
