"""Publishing in a test, as it goes at work: by a person who did not write it."""

from datetime import datetime

from realign.foundations.partnerships import queries as partnerships
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.rules import actor_for
from realign.foundations.publishing import actions, queries
from realign.foundations.publishing.models import PublicVersion
from realign.foundations.publishing.registry import PUBLIC_RECORDS
from tests.support.cast import NOON

REASON = "A test looked at it."


def publish_all(partnership: Partnership, *kinds: str, at: datetime = NOON) -> list[PublicVersion]:
    """Publish everything that waits (of these kinds), each by somebody who may and did not write it."""
    wanted = [kind for kind in PUBLIC_RECORDS.all() if not kinds or kind.slug in kinds]
    versions = []
    # kind by kind: the words of an indicator wait once its values are published
    for draft in (draft for kind in wanted for draft in queries.drafts(partnership, at.date(), [kind])):
        able = partnerships.members_who_may(partnership, draft.kind.permission)
        reader = next(member.user for member in able if member.user_id not in draft.writers)
        by = actor_for(reader, partnership, at)
        versions.append(
            actions.publish_draft(
                by=by, kind=draft.kind, key=draft.key, fingerprint=draft.fingerprint, reason=REASON
            )
        )
    return versions
