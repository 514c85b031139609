"""The form of a page that only asks “are you sure?”."""

from django import forms

from realign.foundations.design.forms.fields import RevisionField


class ConfirmForm(forms.Form):
    """A yes to what the page says, of the record as the person saw it."""

    revision = RevisionField()
