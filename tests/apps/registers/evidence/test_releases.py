"""What a released table keeps, shows and gives: figures, symbols, the ledger, downloads, and taking it back."""

import csv
import io
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from realign.foundations.audit import queries as audit
from realign.foundations.design.charts.types import PERCENT
from realign.foundations.partnerships.types import ChangedMeanwhile, Refusal
from realign.methods.disclosure import TOTAL, CountTable, protect
from realign.methods.disclosure import profile as rules_called
from realign.registers.evidence import actions, queries
from realign.registers.evidence.models import Finding, Release, ReleasedCell
from realign.registers.evidence.presenters import released
from realign.registers.evidence.rules import ANSWER
from realign.registers.evidence.types import Dimension, GroupEstimate
from tests.apps.registers.evidence.tables import (
    ANGUS,
    APPROVALS,
    COUNCIL,
    DUNDEE,
    FEWER_THAN_5,
    PERTH,
    SEX,
    counted,
    means,
    provenance,
    released_table,
    shares,
)  # fmt: skip
from tests.support.evidence import released_finding


def at(name, *args):
    return reverse(f"evidence:{name}", args=["tayside", *args])


def cell(release, **levels):
    return queries.cell_for(release, **levels)


def downloaded(client, release, format="csv"):
    answer = client.get(at("release", release.slug), {"format": format})
    return answer, b"".join(answer.streaming_content) if answer.streaming else answer.content


def rows_of(body):
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))


class TestKeeping:
    def test_every_cell_is_kept_totals_first(self, tayside):
        release = shares(tayside)
        assert [one.key["council"] for one in queries.cells(release)] == [TOTAL, ANGUS, DUNDEE, PERTH]
        assert audit.history("tayside", release).get().verb == "released"

    def test_a_shown_cell_has_its_figures_and_a_hidden_one_none(self, tayside):
        release = shares(tayside)
        everybody, perth = cell(release), cell(release, council=PERTH)
        assert (everybody.estimate, everybody.lower, everybody.upper) == (0.30, 0.28, 0.32)
        assert (everybody.count, everybody.base) == (603, 2400)
        assert (perth.estimate, perth.lower, perth.count, perth.se) == (None, None, None, None)
        assert (perth.symbol, perth.why_hidden) == ("[c]", "Hidden to protect people.")
        assert (
            release.hidden_cells
            == queries.release(tayside.partnership, "shares").cells.filter(symbol="[c]").count()
        )

    def test_a_cell_of_low_reliability_is_shown_and_says_so(self, tayside):
        dundee = cell(shares(tayside, few=30), council=DUNDEE)
        assert (dundee.estimate, dundee.low, dundee.symbol) == (0.40, "few schools", "")

    def test_a_share_that_is_too_uncertain_keeps_its_base_and_loses_its_count(self, tayside):
        rows = [("1", "yes", 20), ("1", "no", 80), ("2", "yes", 30), ("2", "no", 70)]
        firm, faint = (
            GroupEstimate(0.25, 0.2, 0.3, 0.1, 30, 1.0),
            GroupEstimate(0.2, 0.0, 0.6, 0.1, 3, 1.0, low="3 schools", withheld=True),
        )
        figures = {(TOTAL,): firm, ("1",): faint, ("2",): firm}
        table = released_table(tayside, "faint", counted(rows, "sex", ANSWER), [SEX], figures)
        boys = cell(table, sex="1")
        assert (boys.estimate, boys.count, boys.base) == (None, None, 100)
        assert (boys.symbol, boys.why_hidden) == ("[u]", "too uncertain to show: 3 schools")
        assert table.hidden_cells == 0, "an uncertain cell is no hidden cell"

    def test_means_come_without_counts(self, tayside):
        release = means(tayside, withheld=True)
        assert {(one.count, one.base) for one in queries.cells(release)} == {(None, None)}
        assert (cell(release).estimate, cell(release, sex="1").estimate) == (11.5, 10.5)
        assert (cell(release, sex="2").estimate, cell(release, sex="2").symbol) == (None, "[u]")

    def test_a_mean_whose_count_is_hidden_is_hidden(self, tayside):
        rows = [("1", 3), ("2", 120), ("3", 90)]
        dim = Dimension("sex", "Sex", (("1", "Boys"), ("2", "Girls"), ("3", "Another way")))
        figures = {(level,): GroupEstimate(1.0, 0.5, 1.5, 0.1, 30, 1.0) for level in (TOTAL, "1", "2", "3")}
        table = released_table(tayside, "few", counted(rows, "sex"), [dim], figures, stat="mean")
        hidden = cell(table, sex="1")
        assert (hidden.estimate, hidden.base, hidden.symbol) == (None, None, "[c]")

    def test_one_of_several_tables_that_were_protected_together_is_named(self, tayside):
        one = CountTable.from_rows([{"sex": "1", "n": 50}, {"sex": "2", "n": 60}], ("sex",), name="one")
        two = CountTable.from_rows(
            [{"council": ANGUS, "n": 60}, {"council": DUNDEE, "n": 50}], ("council",), name="two"
        )
        figures = {(level,): GroupEstimate(1.0, 0.5, 1.5, 0.1, 30, 1.0) for level in (TOTAL, "1", "2")}
        release = actions.release_table(
            by=tayside.actor("coordinator"), slug="one", title="One", safe=protect([one, two], FEWER_THAN_5), dims=[SEX],
            estimates=figures, provenance=provenance(stat="mean"), approvals=APPROVALS, table="one",
        )  # fmt: skip
        assert {one.key["sex"] for one in queries.cells(release)} == {TOTAL, "1", "2"}

    @pytest.mark.parametrize("role", ["analyst", "output-checker", "planner", "reader"])
    def test_only_those_who_publish_may_and_nothing_is_kept_of_others(self, tayside, role):
        with pytest.raises(Refusal, match="does not include"):
            released_table(tayside, "x", counted([("1", 50)], "sex"), [SEX], {}, role=role)
        assert not Release.objects.exists()
        assert not ReleasedCell.objects.exists()

    def test_a_table_that_fails_half_way_leaves_nothing(self, tayside):
        events = audit.events("tayside").count()
        with pytest.raises(KeyError):
            released_table(tayside, "x", counted([("1", 50)], "sex"), [SEX], {}, stat="mean")
        assert not Release.objects.exists()
        assert audit.events("tayside").count() == events

    def test_the_rules_are_named_even_when_they_are_no_longer_known(self, tayside):
        release = shares(tayside)
        assert release.profile_title == "Fewer than 5"
        release.profile = "rules-of-old"
        assert release.profile_title == "rules-of-old"


class TestTakingBack:
    def test_it_needs_the_role_a_reason_and_the_wording_that_was_read(self, tayside):
        release = shares(tayside)
        for role, revision, reason, error in (
            ("analyst", 1, "Wrong weights.", Refusal),
            ("coordinator", 1, "  ", Refusal),
            ("coordinator", 2, "Wrong weights.", ChangedMeanwhile),
        ):
            with pytest.raises(error):
                actions.withdraw_release(
                    by=tayside.actor(role), release=release, revision=revision, reason=reason
                )
        release.refresh_from_db()
        assert release.stands
        assert audit.history("tayside", release).count() == 1

    def test_it_is_on_record_with_the_reason(self, tayside):
        release = actions.withdraw_release(
            by=tayside.actor("coordinator"), release=shares(tayside), revision=1, reason=" Wrong weights. "
        )
        assert (release.stands, release.withdrawn_because) == (False, "Wrong weights.")
        assert audit.history("tayside", release).first().verb == "withdrew"

    def test_the_page_keeps_what_was_typed_and_offers_it_once(self, client, tayside):
        release = shares(tayside)
        client.force_login(tayside.people["coordinator"])
        page = client.post(
            at("withdraw", "shares"), {"revision": 9, "reason": "Wrong weights."}
        ).content.decode()
        assert "Wrong weights." in page
        assert "while you were editing" in page
        page = client.post(at("withdraw", "shares"), {"revision": 1, "reason": " "}).content.decode()
        assert "Error" in page
        client.post(at("withdraw", "shares"), {"revision": 1, "reason": "Wrong weights."})
        release.refresh_from_db()
        assert not release.stands
        assert client.get(at("withdraw", "shares")).status_code == 404

    def test_who_may_not_publish_is_told_who_can(self, client, tayside):
        shares(tayside)
        client.force_login(tayside.people["analyst"])
        page = client.get(at("withdraw", "shares"))
        assert page.status_code == 403
        assert "coordinator" in page.content.decode()
        assert "Withdraw this table" not in client.get(at("release", "shares")).content.decode()


class TestLedger:
    def test_it_holds_what_an_attacker_has_of_the_same_people(self, tayside):
        release = shares(tayside)
        (published,) = queries.ledger(tayside.partnership, "f" * 64)
        values = {str(key): str(shown) for key, shown in published.shown.items()}
        everybody = cell(release)
        assert values["struggles: everybody"] == str(everybody.base)
        assert values[f"struggles: answer yes, council {PERTH}"] == "[c]"
        assert queries.ledger(tayside.partnership, "e" * 64) == []

    def test_the_part_without_the_attribute_follows_from_the_rest(self, tayside):
        shares(tayside, few=30)
        (published,) = queries.ledger(tayside.partnership, "f" * 64)
        values = {str(key): shown for key, shown in published.shown.items()}
        assert values[f"struggles: answer no, council {ANGUS}"] == 800

    def test_the_rules_tell_of_a_base_that_is_hidden_and_not_of_the_answers_beside_it(self, tayside):
        release = shares(tayside)
        perth = next(kept for kept in release.cells.all() if PERTH in kept.key.values())
        told = {}
        for base in (40, None):
            release.cells.filter(pk=perth.pk).update(base=base)
            (published,) = queries.ledger(tayside.partnership, "f" * 64)
            assert published.profile == rules_called("fewer-than-5")
            told[base] = {str(key) for key in published.outside_rules}
        answers = {f"struggles: answer {answer}, council {PERTH}" for answer in ("yes", "no")}
        assert not answers & told[40]
        assert answers <= told[None]

    def test_of_rounded_tables_the_part_that_nobody_published_is_not_known(self, tayside):
        release = shares(tayside, few=30)
        Release.objects.filter(pk=release.pk).update(round_to=5)
        (published,) = queries.ledger(tayside.partnership, "f" * 64)
        assert published.round_to == 5
        assert (
            str(published.shown[next(k for k in published.shown if str(k) == "struggles: answer no")])
            == "[x]"
        )

    def test_means_are_apart_from_counts(self, tayside):
        table, other = shares(tayside), means(tayside)
        assert queries.released_means(tayside.partnership, "f" * 64) == [other]
        assert [one.name for one in queries.ledger(tayside.partnership, "f" * 64)] == [table.title]

    def test_tables_of_one_measure_are_found_by_its_code_and_those_without_by_none(self, tayside, elsewhere):
        table = shares(tayside)
        nameless = shares(tayside, slug="nameless")
        Release.objects.filter(pk=nameless.pk).update(measure_code="")
        assert queries.released_of(tayside.partnership, "struggles").get() == table
        assert not queries.released_of(tayside.partnership, "").exists()
        assert queries.released_elsewhere(elsewhere.partnership, "struggles").get() == table
        assert not queries.released_elsewhere(tayside.partnership, "struggles").exists()
        tayside.partnership.is_public = False
        tayside.partnership.save()
        assert not queries.released_elsewhere(elsewhere.partnership, "struggles").exists()


class TestFigures:
    @pytest.mark.parametrize(
        ("release", "value", "words"),
        [
            (Release(stat="proportion"), 0.1425, "14.3%"),
            (Release(stat="mean"), 11.25, "11.2"),
            (Release(stat="proportion"), 0.0, "0%"),
            (Release(stat="mean"), None, ""),
        ],
    )
    def test_a_figure_is_written_as_its_table_asks(self, release, value, words):
        assert queries.written(release, value) == words

    def test_a_finding_without_a_cell_quotes_no_figure(self, tayside):
        assert queries.figure_of(Finding(source="Talks")) is None
        assert queries.figure_of(Finding(release=shares(tayside))) is None

    def test_a_figure_without_an_interval_is_quoted_without_one(self, tayside):
        release = means(tayside)
        figure = queries.figure_of(Finding(release=release, cell=cell(release, sex="2")))
        assert (figure.words, figure.interval, figure.hidden) == ("12.5 (low reliability)", "", False)
        quoted = queries.figure_of(Finding(release=release, cell=cell(release, sex="1")))
        assert quoted.words == "10.5 (95% interval 10.0 to 11.0)"

    def test_a_breakdown_comes_back_as_it_was_kept(self):
        assert Dimension.from_json(COUNCIL.as_json()) == COUNCIL
        assert (COUNCIL.name_of(TOTAL), COUNCIL.name_of(ANGUS), COUNCIL.name_of("X")) == ("All", "Angus", "X")

    def test_the_sentence_says_from_where_to_where(self, tayside):
        release = shares(tayside, few=30)
        said = released.sentence(release, queries.cells(release))
        assert said == (
            "30% of all pupils who answered; from 1% (Perth and Kinross) to 40% (Dundee City) "
            "in the groups shown."
        )
        other = means(tayside)
        assert released.sentence(other, queries.cells(other)).startswith("11.5 on average; from 10.5 (Boys)")

    def test_a_table_of_which_too_little_shows_says_so(self, tayside):
        release = shares(tayside)
        assert released.sentence(release, []) == "Too few figures can be shown to say more."
        everybody = [one for one in queries.cells(release) if one.key["council"] == TOTAL]
        assert released.sentence(release, everybody) == "Too few figures can be shown to say more."


class TestPictures:
    def test_one_breakdown_is_drawn_as_bars_and_more_than_two_not_at_all(self, tayside):
        release = shares(tayside)
        chart = released.chart_of(release, queries.cells(release))
        assert chart is not None
        assert released.unit_of(release) == PERCENT
        three = replace(COUNCIL, column="x"), replace(SEX, column="y"), replace(SEX, column="z")
        release.dims = [dim.as_json() for dim in three]
        assert released.chart_of(release, []) is None

    def test_a_hidden_bar_says_why(self, tayside):
        release = shares(tayside)
        text = str(released.chart_of(release, queries.cells(release)).svg)
        assert "hidden to protect people" in text

    def test_means_are_drawn_in_their_own_unit(self, tayside):
        release = means(tayside, withheld=True)
        assert (
            released.unit_of(release).name == "points" if hasattr(released.unit_of(release), "name") else True
        )
        assert released.unit_of(Release(stat="mean")) == released.unit_of(Release(stat="mean", unit="Mean"))
        assert released.chart_of(release, queries.cells(release)) is not None


class TestPages:
    def test_a_released_table_shows_figures_method_and_rules_to_anybody(self, client, tayside):
        page = client.get(at("release", shares(tayside).slug)).content.decode()
        for words in (
            "30%",
            "Why some numbers are hidden",
            "Fewer than 5",
            "Unverified",
            "Interval",
            "after 1 person checked",
            "can narrow a hidden count to no fewer than 7 numbers in a row, such as 1 to 7.",
        ):
            assert words in page, words
        assert "Checks" not in page, "names are for members"
        assert "Ann Other" not in page

    def test_a_table_released_before_the_promise_was_on_record_says_so(self, client, tayside):
        release = shares(tayside)
        Release.objects.filter(pk=release.pk).update(promise="")
        page = client.get(at("release", release.slug)).content.decode()
        assert "Released under an earlier promise" in page
        assert "7 numbers in a row" not in page

    def test_members_see_who_agreed(self, client, tayside):
        client.force_login(tayside.people["reader"])
        assert (
            "Ann Other: may go out. Nothing points at a person."
            in client.get(at("release", shares(tayside).slug)).content.decode()
        )

    def test_a_table_of_means_shows_no_counts(self, client, tayside):
        page = client.get(at("release", means(tayside).slug)).content.decode()
        assert "11.5" in page
        assert "Answered" not in page

    def test_what_was_found_in_a_table_is_listed_once_it_is_released(self, client, tayside):
        release = shares(tayside)
        actions.create_finding(
            by=tayside.actor("analyst"), slug="draft", sentence="A draft.", strength="weak", release=release
        )
        released_finding(tayside, slug="out", sentence="A third struggle.", strength="weak", release=release)
        page = client.get(at("release", release.slug)).content.decode()
        assert "A third struggle." in page
        assert "A draft." not in page

    def test_tables_of_another_partnership_are_not_found(self, client, tayside, elsewhere):
        shares(tayside)
        assert client.get(reverse("evidence:release", args=["elsewhere", "shares"])).status_code == 404
        assert client.get(at("release", "no-such-table")).status_code == 404
        assert client.get(reverse("api:table", args=["elsewhere", "shares"])).status_code == 404

    def test_the_list_says_what_was_withdrawn_and_downloads(self, client, tayside):
        shares(tayside)
        actions.withdraw_release(
            by=tayside.actor("coordinator"), release=means(tayside), revision=1, reason="Wrong."
        )
        client.force_login(tayside.people["reader"])
        page = client.get(at("published")).content.decode()
        assert "Withdrawn" in page
        assert "Released" in page
        answer = client.get(at("published"), {"format": "csv"})
        assert answer["Content-Type"].startswith("text/csv")

    def test_the_list_asks_as_many_questions_for_many_as_for_one(
        self, client, tayside, django_assert_num_queries
    ):
        client.force_login(tayside.people["reader"])
        shares(tayside)
        client.get(at("published"))
        with CaptureQueriesContext(connection) as asked:
            client.get(at("published"))
        for number in range(4):
            shares(tayside, slug=f"more-{number}")
        with django_assert_num_queries(len(asked)):
            client.get(at("published"))

    def test_every_set_of_rules_is_said_in_words_with_its_source(self, client, tayside):
        page = client.get(at("rules")).content.decode()
        for name in ("fewer-than-5", "hwb-census", "acro"):
            assert rules_called(name).title in page
        assert page.count("Unverified") == 2
        assert page.count("to no fewer than 12 numbers in a row, such as 0 to 11.") == 1


class TestDownloads:
    def test_a_hidden_number_is_never_a_blank(self, client, tayside):
        _, body = downloaded(client, shares(tayside))
        rows = rows_of(body)
        perth = next(row for row in rows if row["council"] == "Perth and Kinross")
        assert [perth[name] for name in ("share", "lower", "upper", "count", "symbol")] == ["[c]"] * 5
        assert perth["why"] == "Hidden to protect people."
        everybody = next(row for row in rows if row["council"] == "All")
        assert (everybody["share"], everybody["symbol"]) == ("0.3", "")

    def test_low_reliability_and_what_is_not_there_have_their_signs(self, client, tayside):
        _, body = downloaded(client, shares(tayside, few=30))
        dundee = next(
            row
            for row in csv.DictReader(io.StringIO(body.decode("utf-8-sig")))
            if row["council"] == "Dundee City"
        )
        assert (dundee["share"], dundee["symbol"], dundee["why"]) == ("0.4", "[u]", "few schools")
        _, body = downloaded(client, means(tayside))
        girls = next(
            row for row in csv.DictReader(io.StringIO(body.decode("utf-8-sig"))) if row["sex"] == "Girls"
        )
        assert (girls["mean"], girls["lower"], girls["count"]) == ("12.5", "[x]", "[x]")

    @pytest.mark.parametrize(
        ("make", "says"), [(shares, "Shares are weighted"), (means, "Weighted means (points)")]
    )
    def test_a_workbook_says_what_one_must_know_who_has_no_page(self, tayside, make, says):
        notes = dict(released.notes_of(make(tayside), []))
        assert says in notes["Figures"]
        assert notes["Released"].endswith("after 1 person checked it")
        assert "(not checked against a published source)" in notes["Small numbers"]
        assert "INVENTED" not in notes

    def test_a_workbook_of_invented_data_says_so_first(self, tayside):
        assert released.notes_of(shares(tayside, invented=True), [])[0][0] == "INVENTED"

    def test_rules_that_were_checked_are_not_called_unchecked(self, tayside):
        release = shares(tayside)
        release.profile_verified = True
        assert "not checked" not in dict(released.notes_of(release, []))["Small numbers"]

    def test_an_unknown_format_is_the_page(self, client, tayside):
        answer = client.get(at("release", shares(tayside).slug), {"format": "pdf"})
        assert answer["Content-Type"].startswith("text/html")


class TestOpenData:
    def test_a_table_names_its_breakdowns_and_the_reason_beside_each_hidden_cell(self, client, tayside):
        shares(tayside)
        table = client.get(reverse("api:table", args=["tayside", "shares"])).json()
        assert table["breakdowns"][0]["levels"][0] == {"code": ANGUS, "name": "Angus"}
        cells = {one["group"]["council"]: one for one in table["cells"]}
        assert (cells[PERTH]["estimate"], cells[PERTH]["symbol"], cells[PERTH]["note"]) == (
            None,
            "[c]",
            "Hidden to protect people.",
        )
        assert (cells[TOTAL]["estimate"], cells[TOTAL]["base"], cells[TOTAL]["symbol"]) == (0.30, 2400, "")

    def test_low_reliability_has_its_symbol_beside_the_figure(self, client, tayside):
        shares(tayside, few=30)
        table = client.get(reverse("api:table", args=["tayside", "shares"])).json()
        dundee = next(one for one in table["cells"] if one["group"]["council"] == DUNDEE)
        assert (dundee["estimate"], dundee["symbol"], dundee["note"]) == (0.4, "[u]", "few schools")

    def test_a_finding_names_its_table_its_indicator_and_its_place(self, client, tayside):
        released_finding(
            tayside, slug="out", sentence="A third struggle.", strength="weak", release=shares(tayside)
        )
        finding = client.get(reverse("api:finding", args=["tayside", "out"])).json()
        assert (finding["table"], finding["indicator"], finding["place"], finding["stands"]) == (
            "shares",
            None,
            None,
            True,
        )

    @pytest.mark.parametrize("name", ["table", "finding"])
    def test_what_is_not_there_is_said_in_words(self, client, tayside, name):
        answer = client.get(reverse(f"api:{name}", args=["tayside", "nothing"]))
        assert answer.status_code == 404


class TestForms:
    def form(self, client, tayside, **typed):
        client.force_login(tayside.people["analyst"])
        words = {"slug": "one", "sentence": "My own words.", "strength": "weak"}
        return client.post(at("finding-add"), words | typed).content.decode()

    def test_a_finding_without_anything_to_rest_on_is_sent_back_with_its_words(self, client, tayside):
        page = self.form(client, tayside)
        assert "needs a source: a released table, an indicator or a written source" in page
        assert "My own words." in page
        assert not Finding.objects.exists()

    def test_a_group_of_another_table_is_sent_back(self, client, tayside):
        table, other = shares(tayside), means(tayside)
        page = self.form(client, tayside, release=table.pk, cell=cell(other).pk)
        assert "Choose a group of the released table chosen above." in page
        assert not Finding.objects.exists()
        with pytest.raises(Refusal, match="from a different table"):
            actions.create_finding(
                by=tayside.actor("analyst"),
                slug="x",
                sentence="X",
                strength="weak",
                release=table,
                cell=cell(other),
            )

    def test_a_withdrawn_table_is_not_offered(self, client, tayside):
        table = shares(tayside)
        actions.withdraw_release(by=tayside.actor("coordinator"), release=table, revision=1, reason="Wrong.")
        assert "Select a valid choice" in self.form(client, tayside, release=table.pk)

    def test_a_finding_of_a_table_shows_its_figure_and_picture(self, client, tayside):
        release = shares(tayside)
        released_finding(
            tayside,
            slug="one",
            sentence="A third struggle.",
            strength="strong",
            release=release,
            cell=cell(release),
        )
        page = client.get(at("finding", "one")).content.decode()
        assert "30%" in page
        assert "95% interval 28% to 32%" in page
        assert "<svg" in page

    def test_the_library_is_searched_and_filtered(self, client, tayside):
        released_finding(tayside, slug="a", sentence="Waits are long.", strength="strong", source="Talks")
        released_finding(tayside, slug="b", sentence="Sleep is short.", strength="weak", source="Talks")
        page = client.get(at("library"), {"strength": "weak"}).content.decode()
        assert "Sleep is short." in page
        assert "Waits are long." not in page
        page = client.get(at("library"), {"q": "waits"}).content.decode()
        assert "Waits are long." in page
        assert "Sleep is short." not in page
