"""Links for a witness, a mediator and a lawyer, each with what it shows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0009_customers_page")]
    operations = [
        migrations.AddField("GuestLinkRow", "guest", models.CharField(default="customer", max_length=20)),
        migrations.AddField("GuestLinkRow", "name", models.TextField(default="")),
        migrations.AddField("GuestLinkRow", "about", models.TextField(default="")),
        migrations.AddField("GuestLinkRow", "given", models.TextField(default="")),
    ]
