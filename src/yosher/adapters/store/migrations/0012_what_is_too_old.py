"""A case can be held, and erased: its log keeps its rows and the hashes of what they said, and loses what they said."""

from django.db import migrations, models

_STAYS = (
    "id", "organisation", "case", "sequence", "act", "actor_kind", "actor_ref", "happened_at", "certainty", "recorded_at", "schema", "leaf",
)  # fmt: skip
_SQLITE_SAME = " AND ".join(f'NEW."{name}" IS OLD."{name}"' for name in _STAYS)
_PG_SAME = " AND ".join(f'NEW."{name}" IS NOT DISTINCT FROM OLD."{name}"' for name in _STAYS)
_EMPTIED = "NEW.body = '{}' AND length(NEW.salt) = 0"
SQLITE = [
    "DROP TRIGGER store_event_no_update",
    f"CREATE TRIGGER store_event_no_update BEFORE UPDATE ON store_eventrow WHEN NOT ({_EMPTIED} AND {_SQLITE_SAME}) "
    "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
]
POSTGRESQL = [
    "CREATE OR REPLACE FUNCTION store_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF TG_OP = 'UPDATE' AND {_EMPTIED} AND {_PG_SAME} THEN RETURN NEW; END IF; "
    "RAISE EXCEPTION 'the log is append-only'; END $$",
]
SQLITE_BACK = [
    "DROP TRIGGER store_event_no_update",
    "CREATE TRIGGER store_event_no_update BEFORE UPDATE ON store_eventrow BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
]
POSTGRESQL_BACK = [
    "CREATE OR REPLACE FUNCTION store_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$",
]


def _run(editor, sqlite, postgresql):
    for statement in postgresql if editor.connection.vendor == "postgresql" else sqlite:
        editor.execute(statement)


def open_a_little(apps, editor):
    _run(editor, SQLITE, POSTGRESQL)


def close_again(apps, editor):
    _run(editor, SQLITE_BACK, POSTGRESQL_BACK)


class Migration(migrations.Migration):
    dependencies = [("store", "0011_who_has_left")]
    operations = [
        migrations.AddField("CaseRow", "on_hold", models.BooleanField(default=False)),
        migrations.CreateModel(
            "ErasureRow",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("organisation", models.CharField(max_length=100)),
                ("run", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("kept", models.CharField(max_length=20)),
                ("n", models.IntegerField()),
                ("before", models.DateTimeField()),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("organisation", "run", "kept"), name="one_erasure_a_run")]},
        ),
        migrations.RunPython(open_a_little, close_again),
    ]
