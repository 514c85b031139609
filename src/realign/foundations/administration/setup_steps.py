"""What this room adds to the list of what is left to set up."""

from realign.foundations.administration.registry import SETUP_STEPS, SetupStep
from realign.foundations.partnerships import queries
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.rules import ADMINISTRATOR
from realign.methods.wording.substance import says_something


def _councils(partnership: Partnership) -> int:
    return len(partnership.council_codes)


def _lead_bodies(partnership: Partnership) -> int:
    return queries.current_organisations(partnership).filter(is_lead_body=True).count()


def _others(partnership: Partnership) -> int:
    return queries.current_organisations(partnership).filter(is_lead_body=False).count()


def _people(partnership: Partnership) -> int:
    return queries.members(partnership).filter(is_active=True).count()


def _coordinators(partnership: Partnership) -> int:
    return len(queries.members_who_may(partnership, "plans.edit"))


def _administrators(partnership: Partnership) -> int:
    members = queries.members(partnership).filter(is_active=True, user__is_active=True)
    return sum(ADMINISTRATOR in member.roles for member in members)


def _summary(partnership: Partnership) -> int:
    return int(says_something(partnership.summary, [partnership.name]))


SETUP_STEPS.add(
    SetupStep(
        "Councils",
        "The council areas that the partnership covers. Figures, maps and comparisons follow from them.",
        "administration:settings",
        "partnership.manage",
        _councils,
        order=10,
    ),
    SetupStep(
        "Organisations that prepare the plan",
        "By law the councils and the health board prepare it together; an integration joint board may be one of them.",
        "administration:organisations",
        "partnership.manage",
        _lead_bodies,
        order=20,
        enough=2,
    ),
    SetupStep(
        "People who write the plan",
        "Invite a coordinator or planner. They get one e-mail, set a password and are in.",
        "administration:person-add",
        "people.manage",
        _coordinators,
        order=30,
    ),
    SetupStep(
        "More people",
        "Invite people who lead groups, provide data or make decisions, each with the roles they need.",
        "administration:person-add",
        "people.manage",
        _people,
        order=35,
        enough=3,
        can_wait=True,
    ),
    SetupStep(
        "A second administrator",
        "Nobody can give themselves a role, so a partnership is best looked after by two people.",
        "administration:person-add",
        "people.manage",
        _administrators,
        order=60,
        enough=2,
        can_wait=True,
    ),
    SetupStep(
        "Other organisations",
        "Police, fire and rescue, the third sector and others who take part or provide services.",
        "administration:organisation-add",
        "partnership.manage",
        _others,
        order=65,
        can_wait=True,
    ),
    SetupStep(
        "A few words about the partnership",
        "Shown under its name on the front page of the site.",
        "administration:settings",
        "partnership.manage",
        _summary,
        order=70,
        can_wait=True,
    ),
)
