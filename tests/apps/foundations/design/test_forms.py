"""Forms: what people type, what the code gets, and what is said when it cannot be read."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.http import QueryDict

from realign.foundations.design.forms import (
    AreaChoice,
    AreaField,
    CountedTextarea,
    DayField,
    Fieldset,
    Grouped,
    MoneyField,
    PercentField,
    RevisionField,
    conflict_of,
)


@pytest.mark.parametrize(
    ("typed", "pounds"),
    [
        ("1200", "1200"),
        ("£1,200.50", "1200.50"),
        (" 1.2 million ", "1200000"),
        ("£1.2m", "1200000"),
        ("250k", "250000"),
        ("2bn", "2000000000"),
        ("-5", "-5"),
    ],
)
def test_money_is_read_as_people_write_it(typed, pounds):
    assert MoneyField().clean(typed) == Decimal(pounds)


@pytest.mark.parametrize("typed", ["about a million", "£", "12.5.3", "m", "9e999999 million"])
def test_what_is_not_money_is_said_back_with_an_example(typed):
    with pytest.raises(forms.ValidationError, match=r"not an amount of money.*for example 1,200"):
        MoneyField().clean(typed)


def test_a_percentage_is_typed_as_one_and_kept_as_a_fraction():
    assert PercentField().clean("12.5%") == Decimal("0.125")
    assert PercentField().prepare_value(Decimal("0.125")) == "12.5"
    with pytest.raises(forms.ValidationError, match="not a percentage"):
        PercentField().clean("half")
    with pytest.raises(forms.ValidationError, match="not a percentage"):
        PercentField().clean("nan")


@pytest.mark.parametrize(
    "typed", [["31", "3", "2026"], ["31", "March", "2026"], ["31", "mar", "2026"], ["31", "03", "2026"]]
)
def test_a_day_is_read_with_its_month_as_number_or_name(typed):
    assert DayField().clean(typed) == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["31", "February", "2026"], "“31 February 2026” is not a real date"),
        (["1", "", "2026"], "needs a month"),
        (["", "", "2026"], "needs a day and a month"),
        (["1", "2", "26"], "year needs four figures"),
        (["x", "2", "2026"], "is not a real date"),
        (["²", "2", "2026"], "is not a real date"),
        (["9" * 20, "2", "2026"], "is not a real date"),
        (["", "", ""], "needs an answer"),
    ],
)
def test_a_day_that_is_not_one_is_explained(typed, told):
    with pytest.raises(forms.ValidationError, match=told):
        DayField().clean(typed)


def test_areas_are_listed_under_their_kind_and_clean_to_their_code():
    areas = (AreaChoice("S1", "Dundee City", "Councils"), AreaChoice("S2", "Tayside", "Health boards"))
    field = AreaField(areas=lambda: areas)
    assert field.clean("S2") == "S2"
    assert list(field.choices)[1:] == [
        ("Councils", [("S1", "Dundee City")]),
        ("Health boards", [("S2", "Tayside")]),
    ]


class ActionForm(Grouped, forms.Form):
    name = forms.CharField()
    lead = forms.ChoiceField(choices=[("c", "Council"), ("h", "Health board")], widget=forms.RadioSelect)
    cost = MoneyField(required=False)
    starts = DayField(required=False)
    ages = forms.MultipleChoiceField(
        choices=[("0", "0 to 4"), ("5", "5 to 11")], widget=forms.CheckboxSelectMultiple, required=False
    )
    note = forms.CharField(widget=CountedTextarea, max_length=200, required=False, help_text="In short")
    agreed = forms.BooleanField(required=False)
    revision = RevisionField()
    groups = (Fieldset("Who leads this?", ("lead",), hint="One body"),)


def typed(**answers: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update({"name": "Open a hub", "lead": "c", "revision": "3", **answers})
    return data


class TestMarkup:
    def test_every_widget_has_the_design_systems_class(self):
        page = ActionForm().render()
        for name in ("ds_input", "ds_radio__input", "ds_checkbox__input", "ds_question", "ds_hint-text"):
            assert name in page
        assert 'style="' not in page

    def test_groups_are_fieldsets_with_legends(self):
        page = ActionForm().render()
        assert '<legend class="rl_group__legend">Who leads this?</legend>' in page
        assert '<legend class="rl_legend">Lead</legend>' in page

    def test_only_what_may_be_left_out_is_marked(self):
        page = ActionForm().render()
        assert page.count("(optional)") == 4, "cost, starts, ages and note; a lone checkbox needs no mark"

    def test_errors_come_first_and_lead_to_their_fields(self):
        form = ActionForm(typed(name="", lead="", starts_day="31"))
        page = form.render()
        assert page.index("There is a problem") < page.index('id="id_name"')
        for target in ("id_name", "id_lead_0", "id_starts_0"):
            assert f'href="#{target}"' in page
            assert f'id="{target}"' in page

    def test_an_invalid_field_says_so_and_is_tied_to_its_hint_and_error(self):
        page = ActionForm(typed(note="x" * 201)).render()
        assert 'aria-describedby="id_note_helptext id_note_error"' in page
        assert 'id="id_note_error"' in page
        assert "ds_input--error" in page

    def test_pasted_text_is_counted_and_not_cut(self):
        page = ActionForm().render()
        assert 'data-maxlength="200"' in page
        assert ' maxlength="200"' not in page

    def test_nothing_typed_is_lost(self):
        page = ActionForm(
            typed(name="", cost="lots", starts_day="31", starts_month="Feb", starts_year="26")
        ).render()
        for text in ('value="lots"', 'value="31"', 'value="Feb"', 'value="26"'):
            assert text in page

    def test_typed_text_cannot_become_markup(self):
        assert "<script>" not in ActionForm(typed(name="<script>alert(1)</script>")).render()

    def test_a_group_of_fields_the_form_has_not_is_refused(self):
        class Wrong(ActionForm):
            groups = (Fieldset("?", ("nobody",)),)

        with pytest.raises(ValueError, match="names fields the form has not: nobody"):
            Wrong().render()


@dataclass
class Saved:
    """A record as somebody else saved it."""

    name: str = "Open a hub in Forfar"
    lead: str = "h"
    cost: Decimal = Decimal("1200.00")
    starts: date | None = date(2026, 4, 1)
    agreed: bool = False
    revision: int = 7
    changed_by: str = "Rory Grant"
    changed_at: datetime = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)


class TestTwoPeopleEditingAtOnce:
    def test_both_versions_are_shown_in_words_and_only_where_they_differ(self):
        form = ActionForm(typed(cost="£1,200"))
        conflict = conflict_of(form, Saved(), "Rory Grant changed this while you were editing.")
        shown = {
            difference.label: (difference.theirs, difference.yours) for difference in conflict.differences
        }
        assert shown == {
            "Name": ("Open a hub in Forfar", "Open a hub"),
            "Lead": ("Health board", "Council"),
            "Starts": ("1 April 2026", "nothing"),
        }

    def test_what_was_typed_stays_and_saving_again_is_a_choice(self):
        form = ActionForm(typed())
        conflict_of(form, Saved())
        page = form.render()
        assert 'value="Open a hub"' in page
        assert 'name="revision" value="7"' in page
        assert form.is_valid()

    def test_an_answer_that_could_not_be_read_is_shown_as_it_was_typed(self):
        form = ActionForm(typed(cost="lots"))
        shown = {d.label: d.yours for d in conflict_of(form, Saved()).differences}
        assert shown["Cost"] == "lots"


class Chooser(forms.Form):
    """Choices that Django begins with dashes, and boxes with nothing to tick."""

    needed = forms.ChoiceField(choices=[("", "---------"), ("a", "A")])
    optional = forms.ChoiceField(choices=[("", "---------"), ("a", "A")], required=False)
    without = forms.ChoiceField(choices=[("", "---------")])
    boxes = forms.MultipleChoiceField(choices=[], widget=forms.CheckboxSelectMultiple, required=False)


def test_where_nothing_is_chosen_words_say_so_and_no_dashes():
    page = Chooser().as_div()
    assert "---" not in page
    for words in ("Choose one", "None chosen", "Nothing to choose from yet<", "Nothing to choose from yet.<"):
        assert words in page, words
