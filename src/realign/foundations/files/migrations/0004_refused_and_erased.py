from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0003_erased_in_time'),
    ]

    operations = [
        migrations.AlterField(
            model_name='import',
            name='state',
            field=models.CharField(choices=[('checking', 'Being checked'), ('refused', 'Not taken: problems found'), ('ready', 'Checked, waiting for you'), ('accepted', 'Imported'), ('discarded', 'Cancelled'), ('erased', 'Erased: nobody imported it in time'), ('personal', 'Refused and erased: it could identify people')], default='checking', max_length=20),
        ),
    ]
