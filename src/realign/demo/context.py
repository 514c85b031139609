"""What the sign-in page of the demonstration needs to know."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from realign.demo.queries import accounts


def demonstration(request: HttpRequest) -> dict[str, object]:
    """The accounts to choose from, read only if the page shows them."""
    return {"demonstration_accounts": SimpleLazyObject(accounts)}
