from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0006_whom_the_public_asks'),
    ]

    operations = [
        migrations.AddField(
            model_name='organisation',
            name='former_slugs',
            field=models.JSONField(blank=True, default=list, editable=False, verbose_name='short names of organisations that were merged into it'),
        ),
    ]
