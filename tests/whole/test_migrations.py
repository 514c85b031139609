"""A new installation makes its tables at once, an older one by migrations: both end with the same tables.

The older one here is 0.1.0 with a little in it. Whoever releases a version brings `RELEASED` up to date and puts into
`lived_in` what the migrations since then have to carry over.
"""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from realign.foundations.administration import installation
from realign.foundations.administration.installation import bring_up_to_date, waiting_migrations
from realign.foundations.administration.management.commands import migrate
from realign.foundations.publishing.models import PublicVersion
from realign.registers.evidence.models import Finding
from realign.registers.indicators.models import Observation
from tests.support.cast import NOON
from tests.support.demonstration import empty_database

pytestmark = pytest.mark.slow

RELEASED = {
    "account": "0009_emailaddress_unique_primary_email",
    "accounts": "0001_initial",
    "alignment": "0001_initial",
    "assurance": "0001_initial",
    "audit": "0001_initial",
    "decisions": "0001_initial",
    "django_tasks_database": "0021_conditional_partial_index_ordering",
    "evidence": "0002_rounding",
    "files": "0001_initial",
    "fit": "0001_initial",
    "frameworks": "0001_initial",
    "gaps": "0001_initial",
    "groups": "0001_initial",
    "indicators": "0002_stories_and_checks",
    "learning": "0001_initial",
    "mfa": "0003_authenticator_type_uniq",
    "needs": "0001_initial",
    "partnerships": "0001_initial",
    "pathways": "0001_initial",
    "places": "0001_initial",
    "plans": "0001_initial",
    "priorities": "0003_target_reviews",
    "programme": "0002_names",
    "progress": "0001_initial",
    "proposals": "0001_initial",
    "reports": "0001_initial",
    "services": "0001_initial",
    "sessions": "0001_initial",
    "socialaccount": "0006_alter_socialaccount_extra_data",
    "sources": "0001_initial",
    "surveys": "0006_local_figures",
    "trends": "0001_initial",
    "voices": "0001_initial",
    "work": "0001_initial",
}
"""The last migration of each app in 0.1.0."""

# numbers of rows are wider where Django's own migration made this table than where its model does; we keep no groups
NUMBERED_BY_DJANGO = "auth_group_permissions"

POSTGRESQL_SCHEMA = """
SELECT 'column', table_name, concat_ws(' ', column_name, data_type, character_maximum_length, numeric_precision,
       numeric_scale, is_nullable, is_identity, column_default)
  FROM information_schema.columns
 WHERE table_schema = 'public' AND (table_name, column_name) <> (%s, 'id')
UNION ALL SELECT 'constraint', conrelid::regclass::text, conname || ' ' || pg_get_constraintdef(oid)
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'index', tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'
"""


def schema():
    """Every column, constraint and index of the database, without the order of the columns."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_SCHEMA, [NUMBERED_BY_DJANGO])
            return set(cursor.fetchall())
        cursor.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
        return {
            (kind, name, part)
            for kind, name, sql in cursor.fetchall()
            for part in (clauses(sql) if kind == "table" else [sql])
        }


def clauses(create_table):
    """The columns and constraints between the outer brackets of a CREATE TABLE."""
    inside = create_table[create_table.index("(") + 1 : create_table.rindex(")")]
    depth, parts = 0, [""]
    for letter in inside:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


def tables_with_rows():
    """The tables that hold anything, without what the search engine of SQLite notes for itself."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        ours = [table for table in tables if not table.startswith("search_text_")]
        return {table for table in ours if has_rows(cursor, table)}


def has_rows(cursor, table):
    cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})")
    return bool(cursor.fetchone()[0])


def migrations_done():
    return set(MigrationExecutor(connection).loader.applied_migrations)


def lived_in(apps):
    """A vision, a finding of two writers, and two values of which few people stand behind one."""

    def create(label, **values):
        return apps.get_model(label).objects.create(**values)

    tayside = create("partnerships.Partnership", slug="tayside", name="Tayside", short_name="Tayside")
    ann, ben = (create("accounts.User", email=f"{name}@example.org", name=name) for name in ("ann", "ben"))
    stamps = {"partnership": tayside, "created_at": NOON, "changed_at": NOON, "changed_by": ben}
    create("priorities.Vision", text="Every child is heard.", valid_from=date(2024, 4, 1), **stamps)
    finding = create("evidence.Finding", slug="sleep", sentence="One in five sleeps badly.", **stamps)
    create("audit.Chain", scope="tayside", length=1)
    wrote = {"verb": "added", "subject_type": "evidence.finding", "subject_id": str(finding.pk)}
    create("audit.Event", scope="tayside", number=1, at=NOON, user=ann, **wrote)
    angus = create("places.Area", code="S12000041", name="Angus", kind="council")
    waits = create("indicators.Indicator", slug="waits", title="Children who wait", **stamps)
    file = create("files.Upload", partnership=tayside, name="waits.csv", size=1, uploaded_at=NOON)
    brought = create("files.Import", partnership=tayside, upload=file, started_at=NOON)
    for year, count in ((2024, 3), (2025, 40)):
        when = {"period": str(year), "starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31)}
        where = {"indicator": waits, "area": angus, "brought_by": brought}
        create("indicators.Observation", value=count / 4, numerator=count, denominator=400, **when, **where)


@pytest.fixture(scope="module")
def new(django_db_setup, django_db_blocker, tmp_path_factory):
    """What a new installation has in its database."""
    with django_db_blocker.unblock(), empty_database(tmp_path_factory.mktemp("new")):
        bring_up_to_date()
        return SimpleNamespace(
            schema=schema(), filled=tables_with_rows(), done=migrations_done(), waiting=waiting_migrations()
        )


@pytest.fixture(scope="module")
def upgraded(django_db_setup, django_db_blocker, tmp_path_factory):
    """What an installation of 0.1.0 has in its database once it is brought up to date."""
    with django_db_blocker.unblock(), empty_database(tmp_path_factory.mktemp("upgraded")):
        executor = MigrationExecutor(connection)
        state = executor.migrate(list(RELEASED.items()))
        before = tables_with_rows()
        lived_in(state.apps)
        written = tables_with_rows() - before
        filled = set()
        with pytest.MonkeyPatch.context() as patch:
            load = migrate.load_after_upgrade
            # what the migrations filled is looked at before reference lists fill more
            patch.setattr(
                migrate, "load_after_upgrade", lambda at: (filled.update(tables_with_rows()), load(at))
            )
            bring_up_to_date()
        yield SimpleNamespace(
            schema=schema(),
            filled=filled - written,
            versions=list(PublicVersion.objects.all()),
            done=migrations_done(),
            waiting=waiting_migrations(),
        )


def test_both_ways_end_with_the_same_tables(new, upgraded):
    assert sorted(new.schema - upgraded.schema) == []
    assert sorted(upgraded.schema - new.schema) == []


def test_nothing_waits_after_either(new, upgraded):
    assert (new.waiting, upgraded.waiting) == (0, 0)
    assert new.done == upgraded.done


def test_no_migration_brings_rows_that_a_new_installation_would_miss(new, upgraded):
    assert new.filled == {"auth_permission", "django_content_type", "django_migrations"}
    # of the finding and of the partnership that were there
    assert upgraded.filled - new.filled == {"evidence_finding_writers", "publishing_publicbefore"}


def test_what_was_public_stays_public_by_migrating_alone(upgraded):
    versions = {version.kind: version for version in upgraded.versions}
    assert sorted(versions) == ["indicator", "vision"]
    assert all(version.before_rule and version.stands for version in upgraded.versions)
    assert versions["vision"].content["text"] == "Every child is heard."


def test_a_finding_of_an_older_version_waits_for_somebody_who_did_not_write_it(upgraded):
    finding = Finding.objects.get()
    assert finding.released_at is None
    assert {writer.name for writer in finding.writers.all()} == {"ann", "ben"}


def test_a_value_of_an_older_version_is_held_back_where_few_people_stand_behind_it(upgraded):
    values = Observation.objects.order_by("period").values_list("value", "held_back")
    assert list(values) == [(None, "fewer than 5"), (10.0, "")]


def test_a_first_start_that_is_broken_off_leaves_nothing_behind(
    django_db_setup, django_db_blocker, tmp_path, monkeypatch
):
    def broken_off(**_):
        raise KeyboardInterrupt

    monkeypatch.setattr(installation, "emit_post_migrate_signal", broken_off)
    with django_db_blocker.unblock(), empty_database(tmp_path):
        with pytest.raises(KeyboardInterrupt):
            bring_up_to_date()
        assert connection.introspection.table_names() == []
