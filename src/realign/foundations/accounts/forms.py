"""The forms for sign-in, for a new password and for another e-mail address, in plain words."""

from typing import Any

from allauth.account.forms import AddEmailForm, LoginForm, ResetPasswordForm

from realign.foundations.accounts.models import User


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth carries no types
    """E-mail address and password, without placeholders that vanish as one types."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-mail address"
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        if "remember" in self.fields:
            self.fields["remember"].label = "Keep me signed in on this device"


class NewAddressForm(AddEmailForm):  # type: ignore[misc]  # allauth carries no types
    """The address that is to take the place of the one a person has."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["email"]
        field.label = "New e-mail address"
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs["autocomplete"] = "email"


class NewPasswordForm(ResetPasswordForm):  # type: ignore[misc]  # allauth carries no types
    """The address to which a link for a new password goes: the one a person signs in with, and no other.

    One that is not confirmed yet may be mistyped, and whoever has it would come into the account.
    """

    users: list[User]

    def clean_email(self) -> str:
        """Find the person whose address it is; to any other address goes only that no account has it."""
        email = str(super().clean_email())
        self.users = [user for user in self.users if user.email.lower() == email.lower()]
        return email
