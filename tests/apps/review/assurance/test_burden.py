"""What people are asked for, counted from the real forms and the record of changes."""

from datetime import timedelta

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.urls import get_resolver
from django.utils.module_loading import import_string

from realign.foundations.design.forms.counted import COUNTED_FORMS
from realign.foundations.partnerships.records import change_record
from realign.foundations.partnerships.roles import all_permissions
from realign.registers.services import actions as services
from realign.registers.services.forms import ServiceForm
from realign.review.assurance.burden.queries import NO_ROLE, QUARTER, quarter, reused
from tests.apps.review.worlds import build
from tests.support.cast import NOON

SERVICE = COUNTED_FORMS.get(ServiceForm)
PAGE = "/tayside/work/burden/"

# forms that are not counted, and why
NOT_COUNTED = {
    "a yes to what is shown": (
        "design.ConfirmForm", "programme.OfferForm", "decisions.DecisionReadersForm", "exports.ChooseForm",
        "evidence.FindingReleaseForm", "publishing.PublishForm", "publishing.PublishDocumentForm",
        "publishing.ReturnDraftForm", "publishing.PublishTogetherForm", "people.SendAgainForm",
    ),
    "a change, counted by the fields that changed": (
        "administration.DetailsForm", "administration.EndOrganisationForm", "administration.LeaveForm",
        "administration.MergeForm", "administration.OrganisationForm", "administration.RolesForm",
        "administration.SettingsForm", "administration.WordForm", "publishing.WithdrawVersionForm",
        "decisions.ActionsForm", "decisions.AgendaForm", "decisions.MinutesForm", "people.LinkForm",
        "groups.SeatForm", "groups.FillForm", "groups.DayForm", "groups.MergeGroupForm", "services.EndServiceForm",
        "services.SharesForm", "evidence.WithdrawalForm", "fit.MatchChangeForm",
        "gaps.CloseForm", "gaps.GapChangeForm", "gaps.ReopenForm", "sources.EndLinkageForm", "files.LastDayForm",
        "files.FileLayoutForm",
        "plans.PlanChangeForm", "priorities.ActionChangeForm", "priorities.CommitmentChangeForm",
        "priorities.MoveCommitmentForm", "progress.MilestoneChangeForm", "priorities.JoinForm",
        "priorities.NeedsForm", "priorities.TargetChangeForm", "priorities.WordingForm",
        "proposals.WithdrawForm", "reports.ReportForm", "assurance.StepForm", "programme.TakeBackForm",
        "programme.StartForm", "programme.OfferAnswerForm", "trends.TakeOffForm", "learning.QuestionCountsForm",
        "learning.NextStepForm", "surveys.ScoreForm",
    ),
    "counted as the file that it brings in": (
        "surveys.BringAnswersForm", "surveys.ColumnsForm", "indicators.ValueForm", "files.FileColumnsForm",
    ),
    "a shorter way to a record whose own form is counted": ("decisions.FollowingActionForm",),
    "setting up, once": (
        "administration.FirstAccountForm", "administration.NewWordForm", "administration.PartnershipForm",
        "groups.StructureForm",
    ),
    "working something out, of which nothing is kept": (
        "fit.WaitingListForm", "fit.KnockOnForm", "plans.CheckTextForm",
    ),
    "part of a form that is counted": (
        "decisions.DecisionOptionForm", "decisions.PositionForm", "decisions.StatedPositionForm",
        "surveys.TableSetForm", "surveys.HeadingsForm", "surveys.ResponseForm",
        "files.FileSheetForm", "files.LayoutFields",
        "administration.PasswordFields", "publishing.AsRead", "publishing.WhyAllTheSame",
    ),
    "choosing what to look at": ("administration.RecordOfChangesForm", "fit.FourfoldTableForm"),
    "one’s own settings": ("people.MailForm", "accounts.NewAddressForm"),
    "signing in": ("accounts.SignInForm", "accounts.NewPasswordForm", "administration.AcceptForm"),
    "only to look at, in the gallery": ("design.SampleForm",),
}  # fmt: skip


def kinds_of_form(base=forms.BaseForm):
    for form in base.__subclasses__():
        yield form
        yield from kinds_of_form(form)


def forms_of_rooms():
    """Every form that any page of the site can show, wherever it is written."""
    assert get_resolver().url_patterns  # reading the addresses brings in every view, and with it every form
    for named in settings.ACCOUNT_FORMS.values():
        import_string(named)
    for form in set(kinds_of_form()):
        app = apps.get_containing_app_config(form.__module__)
        if app is not None and app.name.startswith("realign."):
            yield app, form


def add_service(cast, role, name="Play groups"):
    return services.create_service(
        by=cast.actor(role), name=name, summary="Play.", provider=cast.bodies["angus"], tier="universal", areas=[],
    )  # fmt: skip


def test_every_form_of_every_room_is_counted_or_left_out_with_a_reason():
    left_out = [name for names in NOT_COUNTED.values() for name in names]
    assert len(left_out) == len(set(left_out))
    counted = {counted.form for counted in COUNTED_FORMS.all()}
    written = {form: f"{app.label}.{form.__name__}" for app, form in forms_of_rooms()}
    assert counted <= set(written)
    assert sorted(name for form, name in written.items() if form not in counted) == sorted(left_out)


@pytest.mark.parametrize("counted", COUNTED_FORMS.all(), ids=lambda counted: counted.form.__name__)
def test_a_form_names_a_real_record_permission_and_fields(counted):
    assert apps.get_model(counted.subject)
    assert counted.permission in all_permissions()
    assert len(counted.fields) == counted.needed + counted.optional > 0


def test_fields_are_counted_from_the_form_without_hidden_ones():
    seen = [name for name in ServiceForm.base_fields if name != "revision"]
    assert len(SERVICE.fields) == len(seen)
    assert SERVICE.needed == len([name for name in seen if ServiceForm.base_fields[name].required])


def test_a_new_record_asks_for_its_form_and_a_correction_for_what_changed(tayside):
    made = add_service(tayside, "commissioner")
    services.change_service(
        by=tayside.actor("commissioner"),
        service=made,
        revision=made.revision,
        name="Play",
        summary="Play more.",
    )
    load = {one.name: one for one in quarter(tayside.partnership, NOON).by_role()}["Commissioner"].load
    assert (load.new, load.corrections) == (1, 1)
    assert (load.needed, load.all) == (SERVICE.needed + 2, len(SERVICE.fields) + 2)


def test_the_system_asks_nobody(world):
    found = quarter(world.cast.partnership, NOON)
    assert found.filled == ()
    assert found.unasked > 20


def test_only_the_last_thirteen_weeks_count(tayside):
    add_service(tayside, "commissioner")
    assert quarter(tayside.partnership, NOON + QUARTER - timedelta(seconds=1)).load.new == 1
    assert quarter(tayside.partnership, NOON + QUARTER).load.new == 0
    assert quarter(tayside.partnership, NOON - timedelta(seconds=1)).load.new == 0


def test_each_filling_counts_under_one_role(tayside):
    person = tayside.people["planner"].memberships.get()
    person.roles = ["planner", "commissioner", "coordinator"]
    person.save()
    actor = tayside.actor("coordinator")
    services.create_service(
        by=type(actor)(**(vars(actor) | {"user_id": person.user_id})), name="Play", summary="Play.",
        provider=tayside.bodies["angus"], tier="universal", areas=[],
    )  # fmt: skip
    found = quarter(tayside.partnership, NOON).by_role()
    assert [one.name for one in found if one.load.new] == ["Coordinator"]
    person.roles = ["reader"]
    person.save()
    found = quarter(tayside.partnership, NOON).by_role()
    assert [one.name for one in found if one.load.new] == [NO_ROLE]


def test_a_step_that_another_role_takes_counts_as_its_own_correction(tayside):
    made = add_service(tayside, "commissioner")
    sponsor = tayside.actor("senior-sponsor")
    change_record(made, by=sponsor, revision=made.revision, verb="sent on", name="Sent")
    loads = {one.name: one.load for one in quarter(tayside.partnership, NOON).by_role()}
    assert (loads["Senior sponsor"].corrections, loads["Commissioner"].corrections) == (1, 0)
    assert NO_ROLE not in loads


def test_what_is_entered_once_is_counted_where_it_is_used(world, elsewhere):
    uses = {(one.entered, one.used_by): one.records for one in reused(world.cast.partnership)}
    assert uses["A finding", "A finding cited"] == 1
    assert uses["A finding", "A need"] == 1
    assert uses["An organisation", "Spending on a service"] == 2
    build(elsewhere)
    assert uses == {(one.entered, one.used_by): one.records for one in reused(world.cast.partnership)}


def test_queries_do_not_grow_with_the_record(tayside, django_assert_num_queries):
    for name in ("One", "Two", "Three"):
        add_service(tayside, "commissioner", name)
        with django_assert_num_queries(2):
            quarter(tayside.partnership, NOON).by_form()


def test_the_page_answers_in_a_sentence_and_gives_its_tables_away(client, world, monkeypatch):
    add_service(world.cast, "commissioner")
    client.force_login(world.cast.people["planner"])
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)
    page = client.get(PAGE).content.decode()
    assert "In the thirteen weeks to 20 November 2026 people filled in forms 1 time" in page
    assert "Most was asked of the role commissioner" in page
    assert "record of changes" in page
    rows = client.get(PAGE, {"format": "csv", "table": "burden-by-role"}).getvalue().decode().splitlines()
    assert any(row.startswith("Commissioner,1,") and row.endswith(f",{len(SERVICE.fields)}") for row in rows)
    rows = client.get(PAGE, {"format": "csv", "table": "burden-by-form"}).getvalue().decode().splitlines()
    assert any(row.startswith(f"A service,{SERVICE.needed},{SERVICE.optional},1,0") for row in rows)


def test_strangers_and_visitors_stay_outside(client, world, elsewhere):
    assert client.get(PAGE).status_code == 302
    client.force_login(elsewhere.people["coordinator"])
    assert client.get(PAGE).status_code == 404
