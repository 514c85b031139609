"""What people type about a plan."""

from typing import Any

from django import forms

from realign.foundations.design.forms import (
    CountedTextarea,
    DayField,
    RevisionField,
    offer_current,
    offer_records,
    reason_for_change,
)
from realign.foundations.partnerships import queries as partnerships
from realign.foundations.partnerships.models import Organisation, Partnership
from realign.plan.plans import queries
from realign.plan.plans.models import Plan
from realign.plan.priorities import queries as priorities
from realign.plan.priorities.models import Priority
from realign.registers.places.models import Area


class PlanForm(forms.Form):
    """A plan for one period."""

    title = forms.CharField(label="Name of the plan", max_length=200)
    starts_on = DayField(label="First day", help_text="In law a period starts on 1 April.")
    ends_on = DayField(label="Last day", help_text="Three years: the 31 March before the next period starts.")
    summary = forms.CharField(
        label="The plan in a few sentences",
        required=False,
        max_length=2000,
        widget=CountedTextarea(attrs={"rows": 4}),
    )
    bodies = forms.ModelMultipleChoiceField(
        label="Bodies that prepare it together",
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    priorities = forms.ModelMultipleChoiceField(
        label="Its priorities",
        queryset=Priority.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    previous = forms.ModelChoiceField(
        label="Plan before it", queryset=Plan.objects.none(), required=False, empty_label="None"
    )
    revision = RevisionField(required=False)

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_current(self, "bodies", partnerships.current_organisations(partnership))
        offer_records(self, "priorities", priorities.priorities(partnership))
        offer_records(self, "previous", queries.plans(partnership))


class PlanChangeForm(PlanForm):
    """A plan that is changed."""

    because = reason_for_change("the period or a priority of a plan that is no draft")

    def __init__(self, partnership: Partnership, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(partnership, *args, **kwargs)
        offer_records(self, "previous", queries.plans(partnership).exclude(pk=plan.pk))


class AccountabilityForm(forms.Form):
    """Who stays accountable for one area."""

    area = forms.ModelChoiceField(label="Area", queryset=Area.objects.none(), empty_label="Choose an area")
    community_planning_partnership = forms.CharField(label="Community planning partnership", max_length=200)
    how = forms.CharField(
        label="Local accountability", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "area", Area.objects.filter(code__in=partnership.council_codes))
