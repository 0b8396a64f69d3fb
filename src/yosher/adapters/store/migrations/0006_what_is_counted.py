"""What is counted of a case stands in a narrow row beside it; a sale knows its network and whether the card was present."""

import json
from datetime import date

from django.db import migrations, models

_KEPT = {"won", "partly_won", "lost", "accepted", "refunded", "settled", "withdrawn", "expired"}
_PROPER = {"first_chargeback", "representment", "pre_arbitration", "arbitration"}
_NO_DENIAL = {"fraud_report", "unknown", "prevented", "alert"}
_CHUNK = 500


def count_what_is_there(apps, editor):
    alias = editor.connection.alias
    models_of = {name: apps.get_model("store", name).objects.using(alias) for name in ("CaseRow", "DenialRow", "AnswerRow", "EventRow")}
    tally = apps.get_model("store", "TallyRow")
    rows = []
    for row in models_of["CaseRow"].order_by("id").iterator(chunk_size=_CHUNK):
        beside = {
            name: models_of[name].filter(organisation=row.organisation, case=row.ref) for name in ("DenialRow", "AnswerRow", "EventRow")
        }
        rows.append(tally(organisation=row.organisation, case=row.ref, **_columns(row, beside)))
        if len(rows) == _CHUNK:
            tally.objects.using(alias).bulk_create(rows)
            rows = []
    tally.objects.using(alias).bulk_create(rows)


def _columns(row, beside):
    case = json.loads(row.body)
    messages = [json.loads(body) for body in beside["DenialRow"].order_by("id").values_list("body", flat=True)] or [case["denial"]]
    came_on, denied_on = min(map(_day, messages)), _denied_on(messages)
    closed = case["state"] == "closed"
    stood = case.get("closed_after") if closed else case["state"]
    refunded, recovered = _money(case, "refunded"), _money(case, "recovered")
    return {
        "came_on": came_on,
        "denied_on": denied_on,
        "reported_on": _first(m for m in messages if m["says"] == "fraud_report"),
        "prevented_on": _first(m for m in messages if m["says"] == "prevented"),
        "network": row.network,
        "code": row.code,
        "processor": case["denial"].get("processor"),
        "phase": case["phase"],
        "result": stood if stood in _KEPT or not closed else "closed",
        "reviewed": any(m["says"] == "under_review" for m in messages),
        "turned": bool({"reversed", "reversed_by_hand"} & set(case.get("flags", ()))),
        "amount_minor": row.amount_minor,
        "currency": row.currency,
        "refunded_minor": refunded[0],
        "refunded_in": refunded[1],
        "recovered_minor": recovered[0],
        "recovered_in": recovered[1],
        "choice": case.get("choice"),
        "days_to_answer": _days_to_answer(beside["EventRow"], denied_on or came_on),
    } | _answered(beside["AnswerRow"].values_list("body", flat=True).first())


def _denied_on(messages):
    proper = [m for m in messages if m["phase"] in _PROPER and m["says"] not in _NO_DENIAL]
    return _first(m for m in proper if m["says"] == "opened") or _first(proper)


def _first(messages):
    return min(map(_day, messages), default=None)


def _day(message):
    unknown = message["happened"]["certainty"] == "unknown"
    return (message["received_at"] if unknown else message["happened"]["at"])["$time"][:10]


def _money(case, name):
    return case[name]["$money"] if case.get(name) else (None, None)


def _days_to_answer(events, since):
    sent = events.filter(act="sent").order_by("sequence").values_list("happened_at", flat=True).first()
    return None if sent is None else max(0, (sent.date() - date.fromisoformat(since)).days)


def _answered(body):
    if body is None:
        return {}
    answer = json.loads(body)
    cause = ((answer.get("document") or {}).get("finding") or {}).get("cause")
    return {"family": answer.get("family"), "strength": answer.get("strength"), "finding": answer.get("finding"), "cause": cause}


_BY_TIME = {"name": "transaction_by_time", "condition": models.Q(ts__isnull=False)}


class Migration(migrations.Migration):
    dependencies = [("store", "0005_lists")]
    operations = [
        migrations.CreateModel(
            "TallyRow",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("organisation", models.CharField(max_length=100)),
                ("case", models.CharField(max_length=40)),
                ("came_on", models.CharField(max_length=10)),
                ("denied_on", models.CharField(max_length=10, null=True)),
                ("reported_on", models.CharField(max_length=10, null=True)),
                ("prevented_on", models.CharField(max_length=10, null=True)),
                ("network", models.CharField(max_length=20)),
                ("code", models.CharField(max_length=80, null=True)),
                ("processor", models.TextField(null=True)),
                ("phase", models.CharField(max_length=20)),
                ("result", models.CharField(max_length=20)),
                ("reviewed", models.BooleanField()),
                ("turned", models.BooleanField()),
                ("amount_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("refunded_minor", models.BigIntegerField(null=True)),
                ("refunded_in", models.CharField(max_length=3, null=True)),
                ("recovered_minor", models.BigIntegerField(null=True)),
                ("recovered_in", models.CharField(max_length=3, null=True)),
                ("choice", models.CharField(max_length=20, null=True)),
                ("family", models.CharField(max_length=30, null=True)),
                ("strength", models.CharField(max_length=20, null=True)),
                ("finding", models.CharField(max_length=20, null=True)),
                ("cause", models.CharField(max_length=20, null=True)),
                ("days_to_answer", models.IntegerField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "came_on"], name="tally_by_day"),
                    models.Index(fields=["organisation", "denied_on"], name="tally_denied", condition=models.Q(denied_on__isnull=False)),
                    models.Index(fields=["organisation", "reported_on"], name="tally_reported", condition=models.Q(reported_on__isnull=False)),
                    models.Index(
                        fields=["organisation", "prevented_on"], name="tally_prevented", condition=models.Q(prevented_on__isnull=False)
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=["organisation", "case"], name="one_tally")],
            },
        ),
        migrations.RunPython(count_what_is_there, migrations.RunPython.noop),
        migrations.AddField("transactionrow", "network", models.TextField(null=True)),
        migrations.AddField("transactionrow", "card_present", models.BooleanField(null=True)),
        migrations.RemoveIndex("transactionrow", "transaction_by_time"),
        migrations.AddIndex("transactionrow", models.Index(fields=["organisation", "ts", "network", "card_present"], **_BY_TIME)),
    ]
