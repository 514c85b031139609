"""Every field of every record can be set by a page, an import or a command, or says here why nobody sets it.

A field counts as set by a page where a form of its model has it, or a form of its room that is of no model. A record
that a part belongs to comes from the address of the page, and short names are made from the name.
"""

import pkgutil
from importlib import import_module

from django import forms
from django.apps import apps
from django.db import models

import realign

# of every record: who, when, and what the demonstration marks; `source` is asked for where a record stands for itself
OF_EVERY_RECORD = {
    "partnership",
    "revision",
    "created_at",
    "changed_at",
    "changed_by",
    "invented",
    "source",
    "slug",
}

# whole models that no form is about, and what writes them instead
WRITTEN_BY = {
    "accounts.User": "signing in, and the form of a person, which is in another room",
    "administration.FirstAccountCode": "the command that gives out the first account",
    "administration.Invitation": "inviting a person",
    "audit.Chain": "every change",
    "audit.Event": "every change",
    "evidence.Release": "a request that was checked and released",
    "evidence.ReleasedCell": "a request that was checked and released",
    "files.Upload": "the file itself",
    "frameworks.Framework": "files of the product",
    "frameworks.FrameworkAlias": "files of the product",
    "frameworks.FrameworkItem": "files of the product",
    "frameworks.FrameworkVersion": "files of the product",
    "needs.AssessmentFile": "publishing",
    "partnerships.ListWord": "the pages of a partnership’s own words, which are in another room",
    "partnerships.Membership": "inviting a person, and the pages of people, which are in another room",
    "partnerships.Organisation": "the pages of organisations, which are in another room",
    "partnerships.Partnership": "the pages of administration, which are in another room",
    "partnerships.ReferenceEdition": "loading a list",
    "people.Notice": "being named, or what waits",
    "places.Area": "imports of places",
    "places.AreaCode": "imports of places",
    "places.AreaName": "imports of places",
    "places.Boundary": "imports of places",
    "places.Deprivation": "imports of places",
    "places.FamilyGroup": "imports of places",
    "places.Population": "imports of places",
    "publishing.PublicBefore": "the upgrade, once",
    "publishing.PublicVersion": "publishing, and a second person",
    "publishing.ReturnedDraft": "returning a draft",
    "reports.BuiltDocument": "publishing",
    "search.IndexedRecord": "every change",
    "surveys.DataVersion": "making data from data",
    "work.Job": "asking for long work",
}

# forms of these are in another room; their fields are looked for there
EDITED_IN = {
    "partnerships.Partnership": "administration",
    "partnerships.Organisation": "administration",
    "partnerships.Membership": "administration",
}

STEP = "a step of its own page sets it: published, ended, withdrawn, moved, answered, replaced"
STAMP = "the moment or the person of a step"
ADDRESS = "the address of the page says it"
WORKED_OUT = "it is worked out from the rest"
FROM_FILE = "the file says it"
BOXES_FOLLOW = "a page sets it whose boxes follow the record"

FIELDS = {
    ADDRESS: {
        "decisions.DecisionOption.decision", "decisions.Position.decision", "groups.Seat.group",
        "programme.Attendance.session", "programme.Place.tranche", "programme.Waiting.session",
        "progress.Milestone.action", "progress.Update.action",
        "assurance.StepScore.item", "decisions.DecisionOption.number", "decisions.Position.organisation",
        "decisions.Decision.meeting", "decisions.Decision.proposal",
        "gaps.Concern.key", "learning.SelfAnswer.item", "needs.NeedsSection.code", "programme.Benefit.benefit",
        "programme.ElementStatus.element", "programme.Oversight.body", "programme.Readiness.condition",
        "programme.RoleHolder.role", "programme.SignOff.purpose", "proposals.Answer.code", "reports.Report.plan",
        "trends.Mark.indicator", "trends.Mark.area", "trends.Mark.period", "programme.RoleHolder.round",
        "programme.Session.round", "programme.Site.round", "programme.Tranche.round", "programme.Benefit.round",
        "assurance.Assessment.framework", "programme.SignOff.organisation",
        "decisions.StatedPosition.organisation", "decisions.StatedPosition.proposal",
    },
    STEP: {
        "indicators.Observation.is_public", "indicators.Observation.public_since",
        "partnerships.Membership.user", "partnerships.Organisation.ended_on", "partnerships.Partnership.set_up_on",
        "decisions.OpenQuestion.answered_by", "evidence.Finding.replaces", "files.Import.state", "gaps.Gap.ended_because",
        "gaps.Gap.ended_on", "groups.Seat.ends_on", "groups.Seat.starts_on", "groups.Tenure.ends_on",
        "needs.NeedsAssessment.noticed", "needs.NeedsAssessment.published_because", "reports.Report.noticed",
        "reports.Report.published_because", "groups.Tenure.starts_on",
        "needs.NeedsAssessment.state", "needs.NeedsAssessment.supersedes",
        "needs.NeedsSource.replaces", "plans.Plan.status", "priorities.Commitment.same_as",
        "priorities.Priority.other_wordings", "priorities.TargetReview.verdict", "programme.Place.given_up_on",
        "programme.SignOff.withdrawn_because", "programme.SignOff.withdrawn_on", "programme.Site.started_on",
        "proposals.Proposal.state", "proposals.Proposal.withdrawn_because", "reports.Report.state",
        "reports.Report.supersedes", "services.Service.ended_because", "services.Service.ended_on",
        "services.Service.prevention", "services.Service.prevention_shares", "sources.Linkage.ended_because",
        "sources.Linkage.state", "surveys.LocalFigures.release", "surveys.ReleaseRequest.release",
        "surveys.ReleaseRequest.releases", "surveys.ReleaseRequest.state", "trends.Mark.stands",
        "trends.Mark.taken_off_because", "indicators.CheckDecision.about", "indicators.CheckDecision.key",
        "indicators.CheckDecision.rule",
    },
    STAMP: {
        "evidence.Finding.released_at", "evidence.Finding.released_by", "evidence.Finding.writers",
        "files.Import.decided_at", "files.Import.started_at", "files.Import.started_by", "indicators.Story.written_on",
        "needs.NeedsAssessment.published_at", "needs.NeedsSection.reviewed_on", "people.MailChoice.user",
        "people.MailChoice.weekly_sent_on", "priorities.TargetReview.reviewed_on", "programme.Benefit.judged_on",
        "programme.Readiness.judged_on", "programme.SignOff.signed_on", "programme.SignOff.who",
        "progress.Update.author", "proposals.Proposal.submitted_at", "reports.Report.published_at",
        "services.PreventionView.by_whom", "surveys.CheckerView.at", "surveys.CheckerView.checker",
        "surveys.LocalFigures.kept_by", "surveys.LocalFigures.out_at", "surveys.ReleaseRequest.requested_by",
    },
    WORKED_OUT: {
        "decisions.Meeting.absent", "groups.Group.former_slugs", "partnerships.Partnership.is_demo",
        "partnerships.Organisation.former_slugs",
        "decisions.Decision.rested_on", "decisions.Decision.rested_on_hash", "gaps.Concern.label",
        "indicators.Indicator.scheme", "indicators.Observation.as_brought", "indicators.Observation.brought_by",
        "indicators.Observation.ends_on", "indicators.Observation.held_back", "indicators.Observation.is_current",
        "indicators.Observation.starts_on", "needs.NeedsAssessment.fingerprint", "needs.NeedsAssessment.frozen",
        "needs.NeedsAssessment.job", "needs.NeedsAssessment.version", "pathways.Stop.item",
        "priorities.TargetReview.new_goal", "priorities.TargetReview.new_goal_on", "priorities.TargetReview.old_goal",
        "priorities.TargetReview.old_goal_on", "proposals.Option.number", "proposals.Proposal.question_version",
        "proposals.Proposal.version", "reports.Report.fingerprint", "reports.Report.frozen", "reports.Report.job",
        "reports.Report.starts_on", "reports.Report.version", "surveys.LocalFigures.groups",
        "surveys.LocalFigures.rows", "surveys.Questionnaire.fingerprint", "surveys.ReleaseRequest.breakdown",
        "surveys.ReleaseRequest.fingerprint", "surveys.ReleaseRequest.job", "surveys.ReleaseRequest.protected",
        "surveys.ReleaseRequest.tables", "voices.ListeningEvent.number", "voices.Story.wordings",
    },
    BOXES_FOLLOW: {
        "files.FileLayout.content", "surveys.ColumnMapping.columns", "surveys.Survey.response",
    },
    FROM_FILE: {
        "files.Dataset.columns", "files.Dataset.path", "files.Dataset.rows", "files.Dataset.sha256",
        "files.Dataset.upload", "files.FileLayout.format", "files.FileLayout.kind",
        "files.Import.format", "files.Import.kind", "files.Import.options",
        "files.Import.problem_count", "files.Import.problems", "files.Import.summary", "files.Import.upload",
        "indicators.Observation.lower", "indicators.Observation.symbol", "indicators.Observation.upper",
        "surveys.Questionnaire.content", "surveys.Questionnaire.version",
    },
}  # fmt: skip
EXCUSED = {field: reason for reason, fields in FIELDS.items() for field in fields}


def room_of(module):
    return module.split(".")[2]


def form_classes(base=forms.BaseForm):
    for form in base.__subclasses__():
        yield form
        yield from form_classes(form)


def fields_on_pages():
    """The names of the fields of forms: by the model they are of, and by room for those of no model."""
    for module in pkgutil.walk_packages(realign.__path__, "realign."):
        if "forms" in module.name.split(".") and ".design." not in module.name:
            import_module(module.name)
    of_model, of_room = {}, {}
    for form in form_classes():
        if form.__module__.startswith("realign."):
            model = getattr(getattr(form, "_meta", None), "model", None)
            names = of_room.setdefault(room_of(form.__module__), set()) if model is None else None
            (of_model.setdefault(model, set()) if names is None else names).update(form.base_fields)
    return of_model, of_room


def fields_to_set(model):
    """The fields that somebody might set, without those of every record and the one that says what it is a part of."""
    for field in [*model._meta.concrete_fields, *model._meta.many_to_many]:
        is_part_of = (
            isinstance(field, models.ForeignKey | models.OneToOneField)
            and not field.null
            and room_of(field.related_model.__module__) == room_of(model.__module__)
            and field.remote_field.on_delete is models.CASCADE
        )
        if not (field.auto_created or field.name in OF_EVERY_RECORD or is_part_of):
            yield field.name


def not_set_by_a_page():
    of_model, of_room = fields_on_pages()
    for model in apps.get_models():
        label = model._meta.label
        if not model.__module__.startswith("realign.") or (label in WRITTEN_BY and label not in EDITED_IN):
            continue
        room = EDITED_IN.get(label, room_of(model.__module__))
        on_pages = of_model.get(model, set()) | of_room.get(room, set())
        yield from (f"{label}.{name}" for name in fields_to_set(model) if name not in on_pages)


def test_every_field_is_set_by_a_page_an_import_or_a_command():
    assert sorted(set(not_set_by_a_page()) - set(EXCUSED)) == []


def test_nothing_is_excused_that_a_page_sets():
    assert sorted(set(EXCUSED) - set(not_set_by_a_page())) == []
    labels = {model._meta.label for model in apps.get_models()}
    assert set(WRITTEN_BY) - labels == set()
