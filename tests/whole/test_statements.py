"""The second database runs what sends every statement, and leaves out only what sends nothing else."""

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.statements import enough, shape_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SELECT a WHERE b IN (%s, %s, %s)", "SELECT a WHERE b IN (%s, %s)"),
        ("INSERT INTO t (a, b) VALUES (%s, %s), (%s, %s)", "INSERT INTO t (a, b) VALUES (%s, %s)"),
        ("SELECT a LIMIT 21", "SELECT a LIMIT 1"),
        ("SELECT a LIMIT 5 OFFSET 10", "SELECT a LIMIT 5 OFFSET 20"),
    ],
)
def test_a_statement_is_the_same_with_more_values_or_rows(one, other):
    assert shape_of(one) == shape_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SELECT a FROM t", "SELECT b FROM t"),
        ("SELECT a FROM t WHERE b = %s", "SELECT a FROM t WHERE c = %s"),
        ("SELECT a FROM t ORDER BY b ASC", "SELECT a FROM t ORDER BY b DESC"),
        ("SELECT a FROM t", "SELECT a FROM t LIMIT 1"),
    ],
)
def test_another_statement_is_another(one, other):
    assert shape_of(one) != shape_of(other)


def test_the_chosen_tests_send_every_statement_and_the_dear_one_is_left_out():
    sent = {
        "cheap": (0.1, frozenset({1, 2})),
        "other": (0.1, frozenset({3})),
        "dear": (5.0, frozenset({1, 2, 3})),
        "pure": (0.1, frozenset()),
    }
    assert enough(sent) == {"cheap", "other"}


def test_a_dear_test_that_alone_sends_something_stays():
    sent = {"cheap": (0.1, frozenset({1})), "dear": (5.0, frozenset({1, 2}))}
    assert enough(sent) == {"cheap", "dear"}


WORLD = """
import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, transaction

User = get_user_model()

@pytest.mark.django_db
def test_counts():
    assert User.objects.count() == 0

@pytest.mark.django_db
def test_counts_again():
    assert User.objects.count() == 0

@pytest.mark.django_db
def test_refuses():
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email=None)

@pytest.mark.django_db
def test_refuses_again():
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email=None)

@pytest.mark.django_db(transaction=True)
def test_commits():
    assert User.objects.count() == 0

@pytest.mark.looks
@pytest.mark.django_db(transaction=True)
def test_looks():
    assert User.objects.count() == 0

@pytest.mark.skipif("connection.vendor == 'sqlite'")
@pytest.mark.django_db
def test_only_elsewhere():
    assert User.objects.count() == 0

def test_pure():
    assert 1 + 1 == 2
"""


@pytest.mark.slow
def test_what_a_database_refuses_what_commits_and_what_was_skipped_always_runs_on_the_second(tmp_path):
    world = tmp_path / "test_world.py"
    world.write_text(WORLD)
    kept = tmp_path / "kept"

    def run(*options):
        words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--rootdir={tmp_path}"]
        plugins = [f"-ptests.support.{name}" for name in ("timing", "statements")]
        settings = ["--ds=realign.config.settings_test", "--nomigrations", "--noconftest"]
        answer = subprocess.run(
            [*words, *plugins, *settings, *options, str(world)],
            cwd=ROOT,
            env={
                name: value
                for name, value in os.environ.items()
                if name != "DATABASE_URL" and not name.startswith("PYTEST_")
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert answer.returncode == 0, answer.stdout + answer.stderr
        return answer.stdout

    run(f"--keep-statements={kept}")
    written = kept.with_suffix(".main")
    sent_by_test = pickle.loads(written.read_bytes())
    assert len(sent_by_test) == 8
    # what is chosen follows the clock: let every test cost the same, however busy the machine was
    written.write_bytes(pickle.dumps({test: (1.0, sent) for test, (_, sent) in sent_by_test.items()}))
    listed = run(f"--enough-for={kept}", "--collect-only")
    names = {line.partition("::")[2] for line in listed.splitlines() if "::" in line}
    send_the_same = {"test_counts", "test_counts_again", "test_looks"}
    assert names - send_the_same == {
        "test_refuses",
        "test_refuses_again",
        "test_commits",
        "test_only_elsewhere",
    }
    # one of those that send the same, or none where the one that commits sends it too
    assert len(names & send_the_same) <= 1
