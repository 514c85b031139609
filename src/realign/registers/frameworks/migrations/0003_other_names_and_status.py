import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("frameworks", "0002_names_and_withdrawal")]

    operations = [
        migrations.AddField(
            model_name="frameworkversion",
            name="status",
            field=models.CharField(
                choices=[("in-force", "In force"), ("proposed", "Proposed")], default="in-force", max_length=20
            ),
        ),
        # other names are written afresh with every loading, so none is lost
        migrations.DeleteModel(name="FrameworkAlias"),
        migrations.CreateModel(
            name="FrameworkAlias",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("says", models.CharField(max_length=300, verbose_name="what this system says")),
                ("name", models.CharField(max_length=300, verbose_name="what documents say")),
                ("kind", models.CharField(blank=True, max_length=40)),
                ("source", models.CharField(blank=True, max_length=300)),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="frameworks.framework",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="frameworks.frameworkitem",
                    ),
                ),
            ],
            options={
                "ordering": ("framework", "says", "name"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("framework", "item", "says", "name"), name="framework_alias_once"
                    )
                ],
            },
        ),
    ]
