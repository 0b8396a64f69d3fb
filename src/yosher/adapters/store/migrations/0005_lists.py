"""What a list shows of a case stands in columns, and the words by which it is found in a table of their own."""

import hashlib
import json

from django.db import migrations, models

from yosher.adapters.store.codec import loads
from yosher.adapters.store.queue import listed
from yosher.cases.model import Case
from yosher.cases.sought import words_of

_URGENCY = ("due_key", "-worth_key", "ref")


def fill(apps, editor):
    alias = editor.connection.alias
    rows = apps.get_model("store", "CaseRow").objects.using(alias)
    words = apps.get_model("store", "CaseWordRow")
    answers = apps.get_model("store", "AnswerRow").objects.using(alias)
    for row in rows.iterator(chunk_size=200):
        case = loads(Case, row.body)
        for name, value in listed(case).items():
            setattr(row, name, value)
        body = answers.filter(organisation=row.organisation, case=row.ref).values_list("body", flat=True).first()
        if body:
            for name, value in _weighed(json.loads(body)).items():
                setattr(row, name, value)
        found = sorted(word.encode() for word in words_of(case))
        row.words_digest = hashlib.sha256(b"\n".join(found)).digest()
        row.save()
        words.objects.using(alias).bulk_create(
            [words(organisation=row.organisation, case=row.ref, word=word) for word in found], ignore_conflicts=True
        )


def _weighed(answer):
    document = answer.get("document") or {}
    options = (document.get("decision") or {}).get("options") or []
    chosen = next((option for option in options if option.get("choice") == answer.get("choice")), {})
    lacking = sum(1 for p in document.get("evidence") or [] if p.get("need") == "required" and p.get("state") == "missing")
    return {
        "family": answer.get("family"),
        "low_minor": chosen.get("low"),
        "high_minor": chosen.get("high"),
        "lacking": lacking,
        "is_lacking": lacking > 0,
    }


def _index(*fields, name):
    return migrations.AddIndex("caserow", models.Index(fields=["organisation", *fields, *_URGENCY], name=name))


class Migration(migrations.Migration):
    dependencies = [("store", "0004_deals_by_time")]
    operations = [
        migrations.AddField("caserow", "lane", models.CharField(max_length=10, default="")),
        migrations.AddField("caserow", "low_minor", models.BigIntegerField(null=True)),
        migrations.AddField("caserow", "high_minor", models.BigIntegerField(null=True)),
        migrations.AddField("caserow", "family", models.CharField(max_length=30, null=True)),
        migrations.AddField("caserow", "claim", models.TextField(default="")),
        migrations.AddField("caserow", "customer", models.TextField(default="")),
        migrations.AddField("caserow", "order", models.TextField(null=True)),
        migrations.AddField("caserow", "last4", models.CharField(max_length=4, null=True)),
        migrations.AddField("caserow", "assigned", models.CharField(max_length=100, null=True)),
        migrations.AddField("caserow", "lacking", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("caserow", "is_lacking", models.BooleanField(default=False)),
        migrations.AddField("caserow", "words_digest", models.BinaryField(default=b"")),
        migrations.CreateModel(
            "CaseWordRow",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("organisation", models.CharField(max_length=100)),
                ("word", models.BinaryField(max_length=240)),
                ("case", models.CharField(max_length=40)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["organisation", "word", "case"], name="one_word")],
                "indexes": [models.Index(fields=["organisation", "case"], name="words_of_case")],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        _index("lane", name="queue_by_lane"),
        _index("lane", "finding", name="queue_by_finding"),
        _index("lane", "is_lacking", name="queue_by_lack"),
        _index("lane", "assigned", name="queue_by_person"),
        _index("lane", "network", name="queue_by_network"),
    ]
