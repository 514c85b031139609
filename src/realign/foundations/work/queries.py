"""Reading jobs."""

from django.db import models

from realign.foundations.partnerships.models import Partnership
from realign.foundations.work.models import Job


def jobs(partnership: Partnership) -> models.QuerySet[Job]:
    """All work asked for in a partnership, newest first."""
    return Job.objects.filter(partnership=partnership).select_related("requested_by")


def job(partnership: Partnership, pk: int) -> Job:
    """One job; raises Job.DoesNotExist."""
    return jobs(partnership).get(pk=pk)
