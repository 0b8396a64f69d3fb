"""Payments and orders are looked up by their day: a letter often names no other number."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0003_payment_and_transaction")]
    operations = [
        migrations.AddIndex(
            "transactionrow",
            models.Index(fields=["organisation", "ts"], name="transaction_by_time", condition=models.Q(ts__isnull=False)),
        ),
        migrations.AddIndex(
            "recordrow",
            models.Index(fields=["organisation", "at"], name="order_by_time", condition=models.Q(kind="orders", at__isnull=False)),
        ),
    ]
