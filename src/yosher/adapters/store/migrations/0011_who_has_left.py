"""Somebody whose seat has ended stays named."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0010_other_guests")]
    operations = [migrations.AddField("PersonRow", "has_left", models.BooleanField(default=False))]
