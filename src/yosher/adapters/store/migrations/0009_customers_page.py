"""Links to customers' pages, and what is shared there."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0008_drafts")]
    operations = [
        migrations.CreateModel(
            "GuestLinkRow",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("organisation", models.CharField(max_length=100)),
                ("digest", models.BinaryField(max_length=32, unique=True)),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("case", models.CharField(max_length=40)),
                ("language", models.CharField(max_length=2)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("opened_at", models.DateTimeField(null=True)),
            ],
            options={"indexes": [models.Index(fields=["organisation", "case", "-id"], name="guest_link_by_case")]},
        ),
        migrations.CreateModel(
            "SharedRow",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("organisation", models.CharField(max_length=100)),
                ("case", models.CharField(max_length=40)),
                ("exhibit", models.CharField(max_length=100)),
            ],
            options={"constraints": [models.UniqueConstraint(fields=["organisation", "case", "exhibit"], name="one_sharing")]},
        ),
    ]
