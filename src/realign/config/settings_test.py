"""The settings of the test run: the real ones, with fast passwords and a folder of its own."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("REALIGN_DATA_DIR", tempfile.mkdtemp(prefix="realign-test-"))
# the tests know the demonstration's pages, also when they run on a database that is named
os.environ["REALIGN_DEMO"] = "1"

from realign.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
REALIGN_EMAIL_LEAVES = True
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
MEDIA_ROOT = Path(os.environ["REALIGN_DATA_DIR"]) / "uploads"
ACCOUNT_RATE_LIMITS = False
# tests that walk the site search more often than a visitor does
REALIGN_SEARCH_RATE = "100000/min"
# files are looked for when one is asked for: looking through all of them first takes 5 ms for each client of a test
WHITENOISE_AUTOREFRESH = True
STATIC_ROOT = Path(os.environ["REALIGN_DATA_DIR"]) / "static"
STATIC_ROOT.mkdir(
    parents=True, exist_ok=True
)  # WhiteNoise warns of a missing one, and warnings are errors here
