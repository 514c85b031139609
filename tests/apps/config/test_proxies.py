"""No header of a proxy is believed unless whoever runs the site says that there is one."""

import json
import os
import subprocess
import sys

import pytest
from django.test import RequestFactory

from realign.config.commands import _proxies_check
from realign.foundations.partnerships.requests import address_of

READ = """
import json
from django.conf import settings
import django
django.setup()
from django.test import RequestFactory
from allauth.account.adapter import get_adapter
from realign.config.api import EachReader
from realign.foundations.partnerships.requests import address_of
forged = {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9", "HTTP_X_FORWARDED_PROTO": "https"}
request = RequestFactory().get("/", **forged)
print(json.dumps({
    "secure": request.is_secure(),
    "ours": address_of(request),
    "sign-in": get_adapter().get_client_ip(request),
    "open data": EachReader("1/min").get_ident(request),
}))
"""


def production(tmp_path, **settings):
    """How a production installation reads a request with forwarded headers."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("REALIGN_")}
    wanted = {
        "DJANGO_SETTINGS_MODULE": "realign.config.settings",
        "REALIGN_SECRET_KEY": "a" * 60,
        "REALIGN_DATA_DIR": str(tmp_path),
    }
    answer = subprocess.run(
        [sys.executable, "-c", READ], env=kept | wanted | settings, capture_output=True, text=True, check=True
    )
    return json.loads(answer.stdout)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("settings", "address", "secure"),
    [({}, "192.0.2.1", False), ({"REALIGN_PROXIES": "1"}, "203.0.113.9", True)],
    ids=["unless set, none", "one"],
)
def test_headers_are_believed_only_as_far_as_is_set(tmp_path, settings, address, secure):
    assert production(tmp_path, **settings) == {
        "secure": secure,
        "ours": address,
        "sign-in": address,
        "open data": address,
    }


def test_only_what_our_own_proxies_wrote_is_read(settings):
    settings.REALIGN_PROXIES = 2
    header = {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": "forged, 203.0.113.9, 192.0.2.2"}
    assert address_of(RequestFactory().get("/", **header)) == "203.0.113.9"
    assert address_of(RequestFactory().get("/", REMOTE_ADDR="192.0.2.1")) == "192.0.2.1"


def test_a_site_that_asks_for_https_is_told_to_name_its_proxy(settings):
    settings.SECURE_SSL_REDIRECT, settings.REALIGN_PROXIES = True, 0
    assert not _proxies_check().well
    assert "REALIGN_PROXIES is not set" in _proxies_check().says
    settings.REALIGN_PROXIES = 1
    assert _proxies_check().says == "1 proxy trusted"
