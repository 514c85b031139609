"""The forms that people fill in: whose permission each needs, and the event that shows one was filled in.

Forms are named and looked up, as navigation is, so that this room depends on none of those whose forms it counts.
Their fields are never written down here: they are counted from the form itself.
"""

from dataclasses import dataclass
from functools import cached_property
from importlib import import_module

from django.apps import apps
from django.forms import BaseForm


@dataclass(frozen=True)
class Asked:
    """One form: where it is, what people call it, who may fill it in and what the record of changes then says."""

    form: str
    title: str
    permission: str
    subject: str
    verb: str = "added"

    @cached_property
    def fields(self) -> tuple[bool, ...]:
        """For each field that a person sees, whether it must be filled in."""
        app, name = self.form.split(".")
        module = import_module(f"{apps.get_app_config(app).name}.forms")
        form: type[BaseForm] = getattr(module, name)
        return tuple(field.required for field in form.base_fields.values() if not field.widget.is_hidden)

    @property
    def needed(self) -> int:
        """Fields that must be filled in."""
        return sum(self.fields)

    @property
    def optional(self) -> int:
        """Fields that may stay empty."""
        return len(self.fields) - self.needed


ASKED = (
    Asked("administration.PersonForm", "A person’s place", "people.manage", "partnerships.membership", "gave a place to"),
    Asked("administration.OrganisationForm", "An organisation", "partnership.manage", "partnerships.organisation"),
    Asked("files.BringFileForm", "A file brought in", "files.upload", "files.import", "began to take in"),
    Asked("groups.GroupForm", "A group", "groups.edit", "groups.group", "set up"),
    Asked("groups.NewSeatForm", "A seat in a group", "groups.edit", "groups.seat"),
    Asked("indicators.IndicatorForm", "An indicator", "indicators.edit", "indicators.indicator", "defined"),
    Asked(
        "indicators.StoryForm", "The story behind an indicator", "indicators.edit", "indicators.story", "told the story of",
    ),
    Asked(
        "indicators.CheckDecisionForm", "A decision about a doubtful figure", "indicators.edit", "indicators.checkdecision",
        "decided on",
    ),
    Asked("trends.MarkForm", "A mark on a chart", "indicators.edit", "trends.mark", "marked the chart of"),
    Asked("services.ServiceForm", "A service", "services.edit", "services.service"),
    Asked("services.YearForm", "A service’s year", "services.edit", "services.serviceyear", "recorded"),
    Asked("services.SpendForm", "Spending on a service", "spend.edit", "services.spend", "recorded"),
    Asked("services.PreventionViewForm", "A view on a service’s purpose", "services.view", "services.preventionview"),
    Asked("evidence.FindingForm", "A finding", "evidence.edit", "evidence.finding"),
    Asked("gaps.GapForm", "A data gap", "evidence.edit", "gaps.gap", "recorded"),
    Asked("gaps.ConcernForm", "What a data gap concerns", "evidence.edit", "gaps.concern", "joined"),
    Asked("sources.HoldingForm", "Where data is", "evidence.edit", "sources.holding"),
    Asked("sources.LinkageForm", "A linkage of data", "evidence.edit", "sources.linkage", "proposed"),
    Asked("needs.AssessmentForm", "A needs assessment", "evidence.edit", "needs.needsassessment", "began"),
    Asked("needs.SectionForm", "A section of the needs assessment", "evidence.edit", "needs.needssection", "wrote"),
    Asked("needs.SourceForm", "A source of the needs assessment", "evidence.edit", "needs.needssource"),
    Asked("fit.NeedForm", "A need", "fit.edit", "fit.need"),
    Asked("fit.MatchForm", "A service matched with a need", "fit.edit", "fit.match", "matched"),
    Asked("pathways.PathwayForm", "A map of a pathway", "fit.edit", "pathways.pathway", "drew up"),
    Asked("pathways.StopForm", "A stop on a pathway", "fit.edit", "pathways.stop"),
    Asked("pathways.PlacementForm", "A thing placed on a pathway", "fit.edit", "pathways.placement", "placed"),
    Asked("voices.ListeningForm", "Children heard", "evidence.edit", "voices.listening"),
    Asked("voices.EventForm", "An event with children", "evidence.edit", "voices.listeningevent"),
    Asked("voices.SaidForm", "A line that children or adults said", "evidence.edit", "voices.said", "wrote down"),
    Asked("voices.StoryForm", "A story", "evidence.edit", "voices.story", "kept"),
    Asked("voices.ChangeForm", "A before and after", "evidence.edit", "voices.change"),
    Asked("voices.LineForm", "Figures before and after", "evidence.edit", "voices.changeline", "recorded"),
    Asked("voices.PilotForm", "A pilot", "evidence.edit", "voices.pilot"),
    Asked("voices.MeasureForm", "A partner’s measure of a pilot", "evidence.edit", "voices.pilotmeasure"),
    Asked("surveys.SurveyForm", "A survey", "surveys.upload", "surveys.survey"),
    Asked(
        "surveys.TableForm", "A table to release", "release.request", "surveys.releaserequest",
        "asked for the release of",
    ),
    Asked("surveys.ViewForm", "A view on a table to release", "release.check", "surveys.releaserequest", "gave a view on"),
    Asked(
        "surveys.ReworkForm", "A table worked out again", "release.request", "surveys.releaserequest",
        "asked to have worked out again",
    ),
    Asked("surveys.ReturnForm", "A table returned", "release.publish", "surveys.releaserequest", "returned"),
    Asked("surveys.LetOutForm", "A table let out", "release.publish", "surveys.releaserequest", "let out"),
    Asked("programme.RoundForm", "A round of the evidence programme", "programme.edit", "programme.round"),
    Asked("programme.SiteForm", "An area in a round", "programme.edit", "programme.site"),
    Asked("programme.ConditionForm", "A condition of readiness", "programme.edit", "programme.readiness", "judged"),
    Asked("programme.SignForm", "A signature for a sector", "programme.sign", "programme.signoff", "signed"),
    Asked("programme.ElementForm", "How far an element is", "programme.edit", "programme.elementstatus"),
    Asked("programme.TrancheForm", "A tranche of surveys", "programme.edit", "programme.tranche", "planned"),
    Asked("programme.PlaceForm", "A place in a tranche", "programme.edit", "programme.place", "gave"),
    Asked("programme.SessionForm", "A development day", "programme.edit", "programme.session", "planned"),
    Asked("programme.AttendanceForm", "Who came to a day", "programme.edit", "programme.attendance", "counted"),
    Asked(
        "programme.WaitingForm", "An area on the waiting list", "programme.edit", "programme.waiting",
        "put on the waiting list",
    ),
    Asked("programme.BenefitForm", "A benefit judged", "programme.edit", "programme.benefit", "judged"),
    Asked("programme.HolderForm", "Who holds a role", "programme.edit", "programme.roleholder", "named"),
    Asked("programme.OversightForm", "An overseeing group", "programme.edit", "programme.oversight", "named"),
    Asked("programme.EarlierWorkForm", "Earlier work", "programme.edit", "programme.earlierwork"),
    Asked("programme.SecondmentForm", "A secondment", "programme.edit", "programme.secondment"),
    Asked("priorities.VisionForm", "The vision", "priorities.edit", "priorities.vision", "wrote"),
    Asked("priorities.PriorityForm", "A priority", "priorities.edit", "priorities.priority"),
    Asked("priorities.CitationForm", "A finding cited", "priorities.edit", "priorities.citation", "cited"),
    Asked("priorities.OutcomeForm", "An outcome", "priorities.edit", "priorities.outcome"),
    Asked("priorities.TargetForm", "A target", "priorities.edit", "priorities.target", "set"),
    Asked("priorities.KeepTargetForm", "A target kept", "priorities.edit", "priorities.targetreview", "reviewed"),
    Asked("priorities.CommitmentForm", "A commitment", "priorities.edit", "priorities.commitment"),
    Asked("priorities.ActionForm", "An action", "actions.edit", "priorities.action"),
    Asked("priorities.ActionMoneyForm", "Money for an action", "actions.edit", "priorities.actionmoney"),
    Asked("alignment.SupportForm", "A finding matched with a promise", "priorities.edit", "alignment.support", "matched"),
    Asked("proposals.ProposalForm", "A proposal", "proposals.edit", "proposals.proposal", "began"),
    Asked("proposals.AnswerForm", "An answer in a proposal", "proposals.edit", "proposals.answer", "answered"),
    Asked("proposals.OptionForm", "An option of a proposal", "proposals.edit", "proposals.option"),
    Asked("proposals.CostForm", "A cost of a proposal", "proposals.edit", "proposals.cost"),
    Asked("plans.PlanForm", "A plan", "plans.edit", "plans.plan", "began"),
    Asked("plans.AccountabilityForm", "Local accountability", "plans.edit", "plans.accountability"),
    Asked("decisions.MeetingForm", "A meeting", "meetings.edit", "decisions.meeting", "called"),
    Asked("decisions.DecisionForm", "A decision", "decisions.record", "decisions.decision", "recorded"),
    Asked("decisions.QuestionForm", "An open question", "meetings.edit", "decisions.openquestion", "raised"),
    Asked("progress.UpdateForm", "An update on an action", "progress.edit", "progress.update", "reported"),
    Asked("progress.MilestoneForm", "A milestone", "progress.edit", "progress.milestone", "set"),
    Asked("reports.NewReportForm", "A report", "reports.edit", "reports.report"),
    Asked("learning.LookForm", "Focus and pace", "assurance.edit", "learning.selflook", "wrote down"),
    Asked("assurance.AssessmentForm", "The ten steps", "assurance.edit", "assurance.assessment", "assessed"),
)  # fmt: skip

# forms that are not counted, and why
NOT_COUNTED = {
    "a yes to what is shown": (
        "programme.OfferForm", "decisions.PublicationForm", "exports.ChooseForm",
    ),
    "a change, counted by the fields that changed": (
        "administration.RolesForm", "groups.SeatForm", "groups.FillForm", "groups.DayForm", "services.EndForm",
        "services.SharesForm", "evidence.WithdrawalForm", "fit.MatchChangeForm",
        "gaps.CloseForm", "gaps.ReopenForm", "sources.EndForm", "files.LastDayForm",
        "priorities.JoinForm", "priorities.NeedsForm",
        "priorities.TargetChangeForm", "priorities.WordingForm", "proposals.WithdrawForm",
        "reports.ReportForm", "assurance.StepForm", "programme.TakeBackForm", "programme.StartForm",
        "programme.AnswerForm", "trends.TakeOffForm",
        "learning.AnswerForm", "learning.NextStepForm",
    ),
    "part of a form that is counted": (
        "decisions.OptionForm", "decisions.PositionForm", "surveys.PublicationForm", "surveys.ResponseForm",
    ),
    "choosing what to look at": ("fit.TableForm",),
    "signing in": ("accounts.SignInForm",),
}  # fmt: skip
