"""Forms that a person has begun."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0007_work_in_the_background")]
    operations = [
        migrations.CreateModel(
            "DraftRow",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("organisation", models.CharField(max_length=100)),
                ("person", models.CharField(max_length=100)),
                ("kind", models.CharField(max_length=40)),
                ("body", models.TextField()),
                ("saved_at", models.DateTimeField(auto_now=True)),
            ],
            options={"constraints": [models.UniqueConstraint(fields=["organisation", "person", "kind"], name="one_draft")]},
        ),
    ]
