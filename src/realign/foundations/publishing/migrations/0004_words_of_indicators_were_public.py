"""The title and definition of an indicator were public with its values: partnerships that are there keep them."""

from django.db import migrations
from django.utils import timezone

PUBLISHED_ALREADY = ["service", "values", "vision", "plan", "priority", "progress", "decision", "gap"]


def note_what_was_there(apps, schema_editor):
    """Partnerships that came after the first kinds of records: the words of their indicators are kept at the next start."""
    before = apps.get_model("publishing", "PublicBefore")
    noted = before.objects.values_list("partnership", flat=True)
    partnerships = apps.get_model("partnerships", "Partnership").objects.exclude(pk__in=list(noted))
    before.objects.bulk_create(
        before(partnership=partnership, at=timezone.now(), kinds=PUBLISHED_ALREADY)
        for partnership in partnerships.order_by("pk")
    )


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0002_reference_edition'),
        ('publishing', '0003_has_ended'),
    ]

    operations = [
        migrations.RunPython(note_what_was_there, migrations.RunPython.noop),
    ]
