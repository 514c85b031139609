"""The right version on the right day, and words that mean two things."""

from datetime import date

import pytest

from realign.registers.frameworks import queries
from realign.registers.frameworks.actions import load_frameworks
from realign.registers.frameworks.models import FrameworkItem, FrameworkVersion
from realign.registers.frameworks.types import Registrar
from tests.apps.registers.frameworks.files import item, version, write
from tests.support.cast import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_versions(tmp_path):
    write(
        tmp_path,
        version("2017", item("a"), more="valid_to = 2020-03-31", starts="2017-04-01"),
        version("2020", item("a", "Anew"), item("b", more='extra = { aliases = ["Bee"] }')),
    )
    load_frameworks(by=Registrar(at=NOON), folder=tmp_path)


@pytest.mark.usefixtures("two_versions")
class TestVersions:
    @pytest.mark.parametrize(
        ("on", "held"),
        [
            (date(2017, 4, 1), "2017"),
            (date(2020, 3, 31), "2017"),
            (date(2020, 4, 1), "2020"),
            (date(2040, 1, 1), "2020"),
        ],
    )
    def test_the_version_is_the_one_that_held_on_the_day(self, on, held):
        assert queries.current("aims", on).version == held

    def test_a_proposed_version_is_never_in_force(self, tmp_path):
        write(
            tmp_path,
            version("2026", item("a"), starts="2026-01-01", more='status = "proposed"'),
            slug="hopes",
        )
        load_frameworks(by=Registrar(at=NOON), folder=tmp_path)
        with pytest.raises(FrameworkVersion.DoesNotExist):
            queries.current("hopes", date(2026, 6, 1))

    def test_a_day_before_every_version_says_which_there_are(self):
        with pytest.raises(
            FrameworkVersion.DoesNotExist, match="2017 from 2017-04-01 to 2020-03-31; 2020 from"
        ):
            queries.current("aims", date(2016, 1, 1))

    def test_an_unknown_framework_is_said_to_be_one(self):
        with pytest.raises(FrameworkVersion.DoesNotExist, match="no such framework"):
            queries.current("dreams", date(2026, 1, 1))

    def test_entries_are_those_of_the_day(self):
        assert [one.label for one in queries.items("aims", date(2019, 1, 1))] == ["A"]
        assert [one.label for one in queries.items("aims", date(2026, 1, 1))] == ["Anew", "B"]

    @pytest.mark.parametrize("asked", ["b", "B", "Bee", "bee"])
    def test_an_entry_answers_to_its_code_its_label_and_its_aliases(self, asked):
        assert queries.item("aims", asked, date(2026, 1, 1)).code == "b"

    def test_an_unknown_entry_names_the_codes_there_are(self):
        with pytest.raises(FrameworkItem.DoesNotExist, match="codes are: a, b"):
            queries.item("aims", "z", date(2026, 1, 1))

    def test_the_list_shows_the_newest_version_of_each_with_its_counts(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            (row,) = queries.frameworks()
            assert (row.framework.name, row.version, row.item_count, row.version_count) == (
                "Things to aim for",
                "2020",
                2,
                2,
            )


TWO = """
[version.item.extra]
kind = "abbreviation"
meanings = [
  { meaning = "Red, amber, green", context = "Status", source = "S0 ch1" },
  { meaning = "Research Advisory Group", context = "Surveys", source = "S2 prog" },
]
"""


class TestGlossary:
    @pytest.fixture(autouse=True)
    def _load(self, tmp_path):
        write(
            tmp_path,
            version(
                "2026",
                item("icsp", "ICSP", 'description = "Integrated children’s services plan"'),
                item("rag", "RAG", 'description = "Red, amber, green"\n' + TWO),
                item(
                    "script",
                    "Core script",
                    'description = "What we say"\nextra = { also_called = ["narrative"] }',
                ),
            ),
            '[[alias]]\nsay = "wellbeing"\nalso = ["Well-Being"]\n',
            slug="glossary",
            kind="glossary",
        )
        load_frameworks(by=Registrar(at=NOON), folder=tmp_path)

    def test_a_word_has_its_meaning_in_any_case(self):
        assert queries.glossary_entry("icsp").meanings[0].words == "Integrated children’s services plan"

    def test_an_ambiguous_word_has_both_meanings_and_the_context_settles_it(self):
        entry = queries.glossary_entry("RAG")
        assert entry.is_ambiguous
        assert [one.words for one in queries.glossary_entry("RAG", "S2").meanings] == [
            "Research Advisory Group"
        ]
        assert queries.glossary_entry("RAG", "S9").is_ambiguous

    def test_an_unknown_word_has_no_entry(self):
        assert queries.glossary_entry("XYZ") is None

    def test_a_word_answers_to_what_else_it_is_called(self):
        assert queries.glossary_entry("Narrative").term == "Core script"

    def test_our_word_is_found_for_theirs_and_an_unknown_word_stays(self):
        assert queries.our_word("well-being") == "wellbeing"
        assert queries.our_word("Dundee") == "Dundee"

    def test_the_glossary_is_two_queries_however_long(self, django_assert_num_queries):
        with django_assert_num_queries(2):
            assert [entry.term for entry in queries.glossary()] == ["Core script", "ICSP", "RAG"]
