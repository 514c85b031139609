"""Who may open an address. The rule is data on the view, so that a test can walk every one."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, cast
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils import timezone

from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.queries import remember_words
from realign.foundations.partnerships.requests import PartnershipRequest
from realign.foundations.partnerships.roles import roles_with
from realign.foundations.partnerships.rules import actor_for, check_may
from realign.foundations.partnerships.types import Actor, Refusal

PUBLIC, SIGNED_IN, MEMBER, OPERATOR = "public", "signed-in", "member", "operator"

View = Callable[..., HttpResponseBase]


def access(rule: str) -> Callable[[View], View]:
    """Let a view be opened by ``public``, ``signed-in``, ``member``, ``operator`` or holders of a permission.

    Takes ``partnership`` (a slug) out of the address and sets ``request.partnership`` and ``request.actor``.
    A visitor is asked to sign in, a stranger is told that there is no such page, a member without the
    permission is told why and who can help. A Refusal raised further in is answered the same way.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def opened(
            request: HttpRequest, *args: Any, partnership: str | None = None, **kwargs: Any
        ) -> HttpResponseBase:
            remember_words()
            try:
                _admit(cast(PartnershipRequest, request), rule, partnership)
                if request.user.is_anonymous and rule != PUBLIC:
                    return redirect_to_login(request.get_full_path())
                answer = view(request, *args, **kwargs)
                if request.method == "GET" and answer.status_code == 405:
                    return _led_to_the_page(request)
                return answer
            except Refusal as refusal:
                return render(request, "403.html", {"refusal": refusal}, status=403)

        opened.access_rule = rule  # type: ignore[attr-defined]
        return opened

    return decorate


def _led_to_the_page(request: HttpRequest) -> HttpResponseBase:
    """From the address of a button, opened again or pasted, to the page that holds the button."""
    path = request.path
    while len(path) > 1:
        path = f"{path.rstrip('/').rpartition('/')[0]}/"
        if _rule_of(path):
            break
    messages.info(request, "Nothing was done: that is the address of a button, and this is its page.")
    return redirect(path)


def _admit(request: PartnershipRequest, rule: str, slug: str | None) -> None:
    request.partnership = request.actor = None  # type: ignore[assignment] # set below for addresses of a partnership
    if request.user.is_anonymous and rule != PUBLIC:
        return
    if rule == OPERATOR and not getattr(request.user, "is_operator", False):
        raise Http404
    if slug is None:
        _bring_their_own(request)
        return
    partnership = Partnership.objects.filter(slug=slug).first()
    if partnership is None:
        raise Http404
    actor = actor_for(request.user, partnership, timezone.now())
    if actor is None and (rule != PUBLIC or not partnership.is_public):
        raise Http404
    request.partnership, request.actor = partnership, actor
    if actor is not None:
        _remember(request, partnership)
    if actor is not None and rule not in {PUBLIC, SIGNED_IN, MEMBER, OPERATOR}:
        check_may(actor, rule)


REMEMBERED = "partnership"  # in the session: where this person worked last


def _remember(request: HttpRequest, partnership: Partnership) -> None:
    """Keep in mind where somebody works, so that pages outside every partnership lead back there."""
    session = getattr(request, "session", None)
    if session is not None and session.get(REMEMBERED) != partnership.slug:
        session[REMEMBERED] = partnership.slug


def _bring_their_own(request: PartnershipRequest) -> None:
    """On a page outside every partnership (a list, the glossary, a guide): the one where this person worked last."""
    slug = getattr(request, "session", {}).get(REMEMBERED)
    if slug is None or request.user.is_anonymous:
        return
    partnership = Partnership.objects.filter(slug=slug).first()
    actor = actor_for(request.user, partnership, timezone.now()) if partnership else None
    if partnership is not None and actor is not None:
        request.partnership, request.actor = partnership, actor


def opens_to(actor: Actor | None, path: str) -> bool:
    """Whether the rule of an address lets somebody in; what is no address of ours is left to whoever answers there."""
    rule = _rule_of(urlsplit(path).path)
    if rule in {None, PUBLIC}:
        return True
    if actor is None or rule == OPERATOR:
        return False
    return rule in {SIGNED_IN, MEMBER} or actor.may(str(rule))


def who_opens(path: str) -> str:
    """Whom to ask who may open an address: the roles that its rule lets in; nothing where no role does."""
    names = [role.name.lower() for role in roles_with(str(_rule_of(urlsplit(path).path)))]
    if not names:
        return ""
    return (
        f"A {names[0]} can do this."
        if len(names) == 1
        else f"One of these roles can do this: {', '.join(names)}."
    )


@lru_cache(maxsize=4096)
def _rule_of(path: str) -> str | None:
    try:
        rule: str | None = getattr(resolve(path).func, "access_rule", None)
    except Resolver404:
        return None
    return rule
