"""A message's own payment reference and its transaction's id are looked up apart: a processor may state both, and they differ."""

import json

from django.db import migrations, models


def tell_apart(apps, editor):
    rows = apps.get_model("store", "DenialRow").objects.using(editor.connection.alias)
    for row in rows.iterator(chunk_size=500):
        denial = json.loads(row.body)
        row.payment, row.transaction = denial.get("payment_ref"), (denial.get("transaction") or {}).get("id")
        row.save(update_fields=["payment", "transaction"])


class Migration(migrations.Migration):
    dependencies = [("store", "0002_append_only")]
    operations = [
        migrations.AddField("denialrow", "transaction", models.TextField(null=True)),
        migrations.RunPython(tell_apart, migrations.RunPython.noop),
        migrations.AddIndex("denialrow", models.Index(fields=["organisation", "transaction"], name="denial_by_transaction")),
    ]
