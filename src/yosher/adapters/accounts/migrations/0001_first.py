"""Log-ins, seats, one-time links, sights and saved views."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Login",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("name", models.TextField(blank=True)),
                ("language", models.CharField(blank=True, max_length=2)),
                ("zone", models.CharField(blank=True, max_length=64)),
                ("is_active", models.BooleanField(default=True)),
                ("joined_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Ticket",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.BinaryField(max_length=32, unique=True)),
                ("kind", models.CharField(max_length=20)),
                ("organisation", models.CharField(max_length=100)),
                ("person", models.CharField(blank=True, max_length=100)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("organisation", models.CharField(max_length=100)),
                ("person", models.CharField(max_length=100)),
                ("name", models.CharField(max_length=60)),
                ("query", models.TextField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("organisation", "person", "name"), name="one_view")],
            },
        ),
        migrations.CreateModel(
            name="Sight",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("organisation", models.CharField(max_length=100)),
                ("who_kind", models.CharField(max_length=20)),
                ("who", models.TextField()),
                ("case", models.CharField(blank=True, max_length=40)),
                ("what", models.CharField(max_length=40)),
            ],
            options={
                "indexes": [models.Index(fields=["organisation", "case", "at"], name="sights_of_case")],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("organisation", models.CharField(max_length=100)),
                ("person", models.CharField(max_length=100)),
                (
                    "login",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="seats", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "person"), name="one_login_a_person"),
                    models.UniqueConstraint(fields=("login", "organisation"), name="one_seat_an_organisation"),
                ],
            },
        ),
    ]
