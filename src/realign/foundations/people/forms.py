"""When to be told by e-mail, and who a name in words is."""

from collections.abc import Sequence
from typing import Any

from django import forms

from realign.foundations.accounts.models import User
from realign.foundations.design.forms import offer_choices, offer_people, person_field
from realign.foundations.partnerships.models import Partnership
from realign.foundations.people.models import MailChoice
from realign.foundations.people.types import NamedInWords


class MailForm(forms.Form):
    """When a person wants to be told."""

    when = forms.ChoiceField(
        label="When shall we e-mail you?",
        choices=MailChoice.When.choices,
        widget=forms.RadioSelect,
        help_text="When a record names you, or something waits for you. An e-mail holds titles and links only.",
    )


class SendAgainForm(forms.Form):
    """A yes to sending an e-mail again."""


class LinkForm(forms.Form):
    """Whose account a name in words stands for, and in which records."""

    person_account = person_field("Whose account is this?")
    chosen = forms.MultipleChoiceField(
        label="In which records is it the same person?", widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        partnership: Partnership,
        records: Sequence[NamedInWords],
        same: User | None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.records = {record.key: record for record in records}
        offer_choices(self, "chosen", [(key, str(record)) for key, record in self.records.items()])
        self.initial = {"person_account": same and same.pk, "chosen": list(self.records), **self.initial}
        offer_people(self, partnership, "person")
        self.fields["person_account"].required = True
        self.fields["person_account"].help_text = "The account then stands beside the name in these records."
