"""The log is append-only: the database itself refuses to change or remove an event."""

from django.db import migrations

SQLITE = [
    "CREATE TRIGGER store_event_no_update BEFORE UPDATE ON store_eventrow BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
    "CREATE TRIGGER store_event_no_delete BEFORE DELETE ON store_eventrow BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
]
POSTGRESQL = [
    "CREATE FUNCTION store_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$",
    "CREATE TRIGGER store_event_append_only BEFORE UPDATE OR DELETE ON store_eventrow FOR EACH ROW EXECUTE FUNCTION store_append_only()",
]


def protect(apps, editor):
    statements = POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE
    for statement in statements:
        editor.execute(statement)


def open_again(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP TRIGGER store_event_append_only ON store_eventrow")
        editor.execute("DROP FUNCTION store_append_only()")
    else:
        editor.execute("DROP TRIGGER store_event_no_update")
        editor.execute("DROP TRIGGER store_event_no_delete")


class Migration(migrations.Migration):
    dependencies = [("store", "0001_first")]
    operations = [migrations.RunPython(protect, open_again)]
