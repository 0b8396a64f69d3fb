"""How much work waits, and how much was set aside for a person."""

from yosher.adapters.store.models import OutboxRow
from yosher.adapters.store.troubles import explained


def backlog() -> tuple[int, int]:
    """Rows of the outbox, of all organisations: those that wait or run, and those that were set aside."""
    with explained():
        open_rows = OutboxRow.objects.filter(done_at__isnull=True)
        return open_rows.filter(dead=False).count(), open_rows.filter(dead=True).count()
