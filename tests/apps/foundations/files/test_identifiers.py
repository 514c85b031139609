"""Columns that could name a person are found by name and by content; research columns are not."""

import datetime

import pytest

from realign.foundations.files.identifiers import is_chi, suspect_name, suspect_values

IDENTIFYING = """
forename FirstName surname pupil_name Name DOB date_of_birth BirthDate postcode PostCode email e-mail Parent_Email
SURNAME_PUPIL headteacher's_name HeadTeacherName name_of_head preferred_name next_of_kin interviewer_name device_uuid
instagram_handle
CHI chi_number SCN ScottishCandidateNumber phone mobile_number telephone home_address AddressLine1 UPRN ni_number
"""
RESEARCH = """
age sex school_id psu stratum weight datazone simd_decile sdq_total chips council_code postcode_district year
survey_date filename_hash machine phonics headteacher head_count school_name group_name interview_date instagram device
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
        ([f"{number[:6]} {number[6:]}" for number in CHIS], "CHI"),
        ([f"56.4{n}, -2.9{n}" for n in range(8)], "map"),
        ([f"56.46{n}1° N, 2.97{n}1° W" for n in range(8)], "map"),
        ([f"56°27'{n}0\"N 2°58'1{n}\"W" for n in range(8)], "map"),
        ([f"192.0.2.{n}:443" for n in range(8)], "internet"),
        ([f"{n}rd of May {2005 + n}" for n in range(1, 9)], "birth"),
        ([f"20{n:02d}/05/03" for n in range(5, 15)], "birth"),
        ([f"20{n:02d}0503" for n in range(5, 15)], "birth"),
        ([f"0305{n}" for n in range(2005, 2015)], "birth"),
        ([f"20{n:02d}-05-03T00:00:00Z" for n in range(5, 15)], "birth"),
        (
            ["Mrs A. Smith", "Mr J. Brown", "Ms Wilson", "Mr Campbell", "Dr Stewart", "Mrs Robertson"],
            "people",
        ),
        (["A Smith", "J Brown", "E. Wilson", "Campbell, O", "J Stewart"], "people"),
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
        [20260501 + n for n in range(30)],
        [40000000 + 1117 * n for n in range(300)],
        ["A", "B", "C", "D", "E", "A B", "S1", "S2"],
        [f"{n}.25, {n + 1}.75" for n in range(10)],
    ],
)
def test_research_content_is_not(values):
    assert suspect_values("q1", values) is None


# what makers of questionnaires call their columns, each as its export has them: what names people, and what does not
MAKERS = {
    "Microsoft Forms": (
        ["Email", "Name", "What is your full name?", "When were you born?"],
        ["ID", "Start time", "Completion time", "Last modified time", "Do you own a mobile phone?"],
    ),
    "Google Forms": (
        ["Email address", "Username", "Your child's name", "Home postcode (optional)"],
        ["Timestamp", "What is the name of your school?", "How often do you check your e-mail?"],
    ),
    "SmartSurvey": (
        ["IP Address", "Name", "Email", "Q2. Please enter your telephone number"],
        ["UserNo", "Started", "Ended", "Tracking Link", "Q3. Which stage are you in?", "Device"],
    ),
    "Qualtrics": (
        [
            "IPAddress",
            "RecipientLastName",
            "RecipientFirstName",
            "RecipientEmail",
            "ExternalReference",
            "LocationLatitude",
            "LocationLongitude",
        ],
        [
            "StartDate",
            "EndDate",
            "Status",
            "Progress",
            "Duration (in seconds)",
            "Finished",
            "RecordedDate",
            "ResponseId",
            "DistributionChannel",
            "UserLanguage",
        ],
    ),
    "SurveyMonkey": (
        ["IP Address", "Email Address", "First Name", "Last Name"],
        ["Respondent ID", "Collector ID", "Start Date", "End Date", "Custom Data 1"],
    ),
    "LimeSurvey": (
        ["ipaddr", "firstname", "lastname", "email", "G01Q01. What is your date of birth?"],
        ["id", "submitdate", "lastpage", "startlanguage", "seed", "token", "datestamp", "interviewtime"],
    ),
    "Kobo": (
        ["_GPS_latitude", "_GPS_longitude", "_geolocation", "deviceid", "phonenumber", "subscriberid"],
        ["_GPS_altitude", "_GPS_precision", "_uuid", "_submission_time", "today", "__version__"],
    ),
    "REDCap": (
        ["first_name", "last_name", "dob", "chi_number", "telephone_1", "email"],
        ["record_id", "redcap_event_name", "my_first_instrument_complete", "age_at_interview"],
    ),
    "SurveyCTO": (
        ["deviceid", "device_id", "sim_serial", "location-Latitude", "location-Longitude"],
        ["SubmissionDate", "instanceID", "KEY", "formdef_version", "duration"],
    ),
    "SEEMiS and other school systems": (
        [
            "Surname of parent",
            "Pupil's Surname",
            "Pupil Number",
            "SCN",
            "D.O.B.",
            "Date Born",
            "Known as",
            "Mother’s name",
            "NAME OF PUPIL",
            "pupilForename",
            "UPN",
            "Sloinneadh",
            "Grid reference",
        ],
        [
            "School name",
            "Course name",
            "Year group",
            "Registration class",
            "Date of interview",
            "Entry year",
            "Name of school",
            "Council name",
            "SIMD name of data zone",
            "address_type",
            "Birth country",
        ],
    ),
}


@pytest.mark.parametrize("maker", MAKERS)
def test_columns_of_other_makers_are_found_by_name_and_ordinary_ones_are_not(maker):
    personal, ordinary = MAKERS[maker]
    assert [name for name in personal if suspect_name(name) is None] == []
    assert [name for name in ordinary if suspect_name(name) is not None] == []


def spread(start, days, count=12):
    return [start + datetime.timedelta(days=days * n) for n in range(count)]


BIRTHS = spread(datetime.date(2008, 3, 1), 201)


@pytest.mark.parametrize(
    ("values", "looks_like"),
    [
        (["MacDonald", "Stewart", "Brown", "Reid", "Ross", "Kerr", "Muir", "Grant"], "names"),
        (["Eilidh Macdonald", "Jack Smith", "Ruth Okafor", "Olivia Reid", "Ali Khan", "Wei Zhang"], "names"),
        (
            ["Smith, Isla", "McAllister, Rory", "Reid, Ava", "Nowak, Zofia", "Quarm, Abena", "Ojo, Tobi"],
            "names",
        ),
        ([f"81.2.69.{n}" for n in range(8)], "internet"),
        ([f"2001:db8::{n:x}" for n in range(8)], "internet"),
        ([56.46012 + n / 1000 for n in range(12)], "map"),
        ([f"-2.97{n}31" for n in range(12)], "map"),
        ([f"56.46{n}12 -2.97{n}31 0 0" for n in range(8)], "map"),
        ([f"NO {400 + n} {300 + n}" for n in range(8)], "map"),
        (
            ["///filled.count.soap", *(f"filled.count.{word}" for word in ("boat", "rope", "king", "wind"))],
            "map",
        ),
        ([f"A0:B1:C2:D3:E4:{n:02X}" for n in range(8)], "device"),
        ([f"QQ 12 34 {n} C".replace("Q", "A") for n in range(10, 20)], "Insurance"),
        ([f"SN{n} ABC" for n in range(11, 20)], "vehicle"),
        ([7700900100 + n for n in range(9)], "telephone"),
        ([f"{day:%-d %B %Y}" for day in BIRTHS], "birth"),
        ([f"{day:%-dth of %B %Y}" for day in BIRTHS], "birth"),
        ([f"{day:%b %-d, %Y}" for day in BIRTHS], "birth"),
        ([f"{day:%-d-%b-%y}" for day in BIRTHS], "birth"),
        ([f"{day:%d.%m.%y}" for day in BIRTHS], "birth"),
        (
            ["No thanks", *("No" + "!" * n for n in range(9)), "a@b.example", "c@d.example", "e@f.example"],
            "e-mail",
        ),
    ],
)
def test_people_are_found_by_what_a_column_holds(values, looks_like):
    suspicion = suspect_values("q1", values)
    assert suspicion is not None
    assert looks_like in suspicion.looks_like


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("Date of interview", spread(datetime.date(2015, 3, 1), 400)),
        ("submitdate", [f"{day.isoformat()} 10:00:00" for day in spread(datetime.date(2015, 3, 1), 400)]),
        ("favourite colour", ["Brown", "Black", "Green", "White", "Gray", "Red", "Blue"]),
        ("town", ["Perth", "Dundee", "Forfar", "Hamilton", "Stirling", "Arbroath", "Montrose"]),
        ("school", ["Harris Academy", "Grove Academy", "Ross High School", "Morgan Academy", "Craigie High"]),
        ("subject", ["Art", "Drama", "English", "Gaelic", "Music", "Physics"]),
        ("weight", [0.8312 + n / 7 for n in range(20)]),
        ("z score", [-2.13371 + n / 7 for n in range(30)]),
        ("minutes", [55.5, 56.25, 57.0, 58.5, 59.75, 60.0]),
        ("version", ["1.2.3.4", "7", "8", "9", "10", "11"]),
        ("range", ["10-12", "13-15", "16-18", "19-21", "22+"]),
    ],
)
def test_ordinary_columns_are_not_taken_for_people(column, values):
    assert suspect_values(column, values) is None


def test_a_health_number_needs_a_date_and_its_check_digit():
    assert is_chi(CHIS[0])
    assert not is_chi(CHIS[0][:-1] + str((int(CHIS[0][-1]) + 1) % 10))
    assert not is_chi("9999999999")
