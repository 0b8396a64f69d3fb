"""What a person sees of the work: since when a row waits, where it is, why it failed; and how often its worker died."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0006_what_is_counted")]
    operations = [
        migrations.AddField("outboxrow", "first_due", models.DateTimeField(null=True)),
        migrations.AddField("outboxrow", "lapses", models.PositiveIntegerField(default=0)),
        migrations.AddField("outboxrow", "stage", models.CharField(max_length=60, blank=True, default="")),
        migrations.AddField("outboxrow", "percent", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField("outboxrow", "reason", models.TextField(blank=True, default="")),
        migrations.AddIndex(
            "outboxrow",
            models.Index(fields=["organisation", "due_at", "id"], name="outbox_open", condition=models.Q(done_at__isnull=True)),
        ),
    ]
