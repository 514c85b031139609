"""Single sign-on against a small OpenID Connect provider on this machine: through its real answers, not around them."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from realign.foundations.accounts.models import User

pytestmark = pytest.mark.slow

CLIENT = "realign"
PLANNER = "planner@tayside.example"


class Provider(ThreadingHTTPServer):
    """An identity provider that says about whoever signs in what a test wants it to say."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.userinfo, self.id_token = {}, {}


class Answers(BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def do_GET(self):
        if self.path == "/userinfo":
            return self.answer({"sub": "abc"} | self.server.userinfo)
        ends = {
            "authorization_endpoint": "authorize",
            "token_endpoint": "token",
            "userinfo_endpoint": "userinfo",
        }
        root = self.server.address
        ends = {name: f"{root}/{end}" for name, end in ends.items()}
        return self.answer({"issuer": root, "jwks_uri": f"{root}/keys"} | ends)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        claims = {
            "iss": self.server.address,
            "aud": CLIENT,
            "sub": "abc",
            "exp": 2**33,
        } | self.server.id_token
        token = jwt.encode(claims, "x" * 40, algorithm="HS256")
        self.answer({"access_token": "t", "token_type": "Bearer", "id_token": token})

    def answer(self, said):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(said).encode())


@pytest.fixture
def provider(settings):
    # as in a real installation, where nobody has yet answered an e-mail of ours
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    with Provider() as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        app = {
            "provider_id": "organisation",
            "name": "the council",
            "client_id": CLIENT,
            "secret": "a secret",
            "settings": {"server_url": running.address},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        yield running
        running.shutdown()


def come_from(provider, client):
    """Choose single sign-on, and come back from the provider with its code."""
    begun = client.post(reverse("openid_connect_login", args=["organisation"]))
    asked = urlsplit(begun.headers["Location"])
    assert f"{asked.scheme}://{asked.netloc}" == provider.address
    state = parse_qs(asked.query)["state"][0]
    return client.get(
        reverse("openid_connect_callback", args=["organisation"]), {"code": "c", "state": state}
    )


def is_signed_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("verified", [True, "true"])
def test_a_verified_address_joins_the_account_that_an_administrator_made(client, tayside, provider, verified):
    provider.userinfo = {"email": "Planner@Tayside.example", "email_verified": verified}
    answer = come_from(provider, client)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/start/")
    assert client.get("/start/").headers["Location"] == "/tayside/work/"
    assert SocialAccount.objects.get(uid="abc").user == tayside.people["planner"]


@pytest.mark.parametrize(
    ("userinfo", "id_token"),
    [
        ({"email": PLANNER, "email_verified": False}, {}),
        ({"email": PLANNER, "email_verified": "false"}, {}),
        ({"email": PLANNER, "email_verified": None}, {}),
        ({"email": PLANNER}, {}),
        ({}, {"email": PLANNER, "email_verified": False}),
        ({"email": PLANNER, "email_verified": True}, {"email": PLANNER, "email_verified": False}),
        ({"email": PLANNER}, {"email": "me@example.org", "email_verified": True}),
        ({"email_verified": True}, {}),
    ],
    ids=str,
)
def test_an_address_that_is_not_verified_opens_no_account(client, tayside, provider, userinfo, id_token):
    provider.userinfo, provider.id_token = userinfo, id_token
    answer = come_from(provider, client)
    assert answer.status_code == 403
    assert "is not verified" in answer.content.decode()
    assert not is_signed_in(client)
    assert not SocialAccount.objects.exists()


def test_a_provider_that_says_nothing_of_addresses_can_be_trusted_on_purpose(
    client, tayside, provider, settings
):
    settings.REALIGN_OIDC_TRUST_EMAIL = True
    provider.userinfo = {"email": PLANNER}
    assert come_from(provider, client).status_code == 302
    assert is_signed_in(client)


def test_trust_does_not_reach_an_address_that_is_said_to_be_unverified(client, tayside, provider, settings):
    settings.REALIGN_OIDC_TRUST_EMAIL = True
    provider.userinfo = {"email": PLANNER, "email_verified": False}
    assert come_from(provider, client).status_code == 403
    assert not is_signed_in(client)


def test_single_sign_on_lets_in_nobody_else(client, tayside, provider):
    provider.userinfo = {"email": "stranger@example.org", "email_verified": True}
    answer = come_from(provider, client)
    assert answer.status_code == 403
    assert "no account here yet" in answer.content.decode()
    assert not User.objects.filter(email="stranger@example.org").exists()
    assert not is_signed_in(client)
