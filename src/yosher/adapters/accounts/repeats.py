"""Answers kept for a while, so that a request that comes again does nothing twice. Sealed: one may hold a secret that is shown once."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from yosher.adapters.accounts.models import Repeat
from yosher.desk.ports import Again, Answered, OtherRequest, SealsSecrets

_AS_TEXT = "latin-1"  # any bytes there and back


class RepeatsInDatabase:
    """`KeepsRepeats` of the desk's ports."""

    def __init__(self, lasts: timedelta, box: SealsSecrets) -> None:
        self._lasts, self._box = lasts, box

    def once(self, again: Again, *, now: datetime, do: Callable[[], Answered]) -> tuple[Answered, bool]:
        """The row is claimed first: whoever brings the same token meanwhile waits for this transaction, then finds its answer."""
        with transaction.atomic():
            forget_repeats(self._lasts, now=now)
            row = _claimed(again, now)
            if row is None:
                return self._kept(again), False
            answered = do()
            if answered.status >= 500:
                transaction.set_rollback(True)
                return answered, True
            row.status, row.kind, row.body = answered.status, answered.kind, self._box.seal(answered.body.decode(_AS_TEXT))
            row.save(update_fields=["status", "kind", "body"])
            return answered, True

    def _kept(self, again: Again) -> Answered:
        row = Repeat.objects.get(organisation=again.organisation, key=again.key, token=again.token)
        if bytes(row.digest) != again.digest:
            raise OtherRequest
        return Answered(row.status, self._box.open(bytes(row.body)).encode(_AS_TEXT), row.kind)


def forget_repeats(lasts: timedelta, *, now: datetime) -> None:
    """Answers that were kept long enough."""
    Repeat.objects.filter(made_at__lte=now - lasts).delete()


def _claimed(again: Again, now: datetime) -> Repeat | None:
    try:
        with transaction.atomic():
            return Repeat.objects.create(
                organisation=again.organisation, key=again.key, token=again.token, digest=again.digest, status=0, body=b"", made_at=now
            )
    except IntegrityError:
        return None
