"""Columns that could name a person are found by name and by content; research columns are not."""

import datetime

import pytest

from realign.foundations.files.identifiers import is_chi, suspect_name, suspect_values

IDENTIFYING = """
forename FirstName surname pupil_name Name DOB date_of_birth BirthDate postcode PostCode email e-mail Parent_Email
CHI chi_number SCN ScottishCandidateNumber phone mobile_number telephone home_address AddressLine1 UPRN ni_number
"""
RESEARCH = """
age sex school_id psu stratum weight datazone simd_decile sdq_total chips council_code postcode_district year
survey_date filename_hash machine phonics
"""


@pytest.mark.parametrize("name", IDENTIFYING.split())
def test_names_of_identifying_columns_are_suspect(name):
    assert suspect_name(name) is not None


@pytest.mark.parametrize("name", RESEARCH.split())
def test_names_of_research_columns_are_not(name):
    assert suspect_name(name) is None


def chi(birth, serial):
    digits = f"{birth}{serial:03d}"
    check = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
    return None if check == 10 else digits + str(check % 11)


CHIS = [number for serial in range(1, 30) if (number := chi("010119", serial))]


@pytest.mark.parametrize(
    ("values", "looks_like"),
    [
        ([f"pupil{n}@school.example" for n in range(10)], "e-mail"),
        (["DD1 4HN", "PH1 5GD", "DD8 3LG", "G1 1AA", "EH1 1BB", ""], "postcode"),
        (CHIS, "CHI"),
        (["01382 000001", "01738 000002", "+44 1307 000003", "07700 900123", "07700900124"], "telephone"),
        ([str(100000000 + 7 * n) for n in range(50)], "Candidate"),
        ([datetime.date(2005, 1, 1) + datetime.timedelta(days=90 * n) for n in range(40)], "birth"),
        ([f"{day:02d}/06/{year}" for year in range(2005, 2015) for day in (1, 9)], "birth"),
    ],
)
def test_identifying_content_is_suspect_under_any_name(values, looks_like):
    assert looks_like in suspect_values("q1", values).looks_like


@pytest.mark.parametrize(
    "values",
    [
        list(range(1000)),
        [0.5 * n for n in range(100)],
        ["S01006506", "S01006507", "S01006508", "S01006509", "S01006510"],
        ["DD1", "DD2", "PH1", "PH2", "DD8", "DD11"],
        ["yes", "no", "not asked"] * 5,
        [datetime.date(2022, 1, 1) + datetime.timedelta(days=n) for n in range(200)],
        ["Some free text that mentions a@b.example once", *(f"answer {n}" for n in range(20))],
        [None, "", "DD1 4HN"],
        [4041 + n for n in range(500)],
    ],
)
def test_research_content_is_not(values):
    assert suspect_values("q1", values) is None


def test_a_health_number_needs_a_date_and_its_check_digit():
    assert is_chi(CHIS[0])
    assert not is_chi(CHIS[0][:-1] + str((int(CHIS[0][-1]) + 1) % 10))
    assert not is_chi("9999999999")
