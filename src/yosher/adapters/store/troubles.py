"""What goes wrong in a database, as troubles that a person can mend."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError

from yosher.desk.ports import Trouble
from yosher.kernel.reason import Reason


@contextmanager
def explained() -> Iterator[None]:
    """Database and disk errors become Trouble; what ran inside was one transaction, so nothing is half-written."""
    try:
        yield
    except DatabaseError as trouble:
        raise _named(str(trouble)) from trouble
    except OverflowError as trouble:
        raise Trouble(Reason("store.number_too_large"), permanent=True) from trouble
    except OSError as trouble:
        if trouble.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise Trouble(Reason("store.disk_full")) from trouble
        raise


def _named(message: str) -> Trouble:
    said = message.lower()
    if "locked" in said or "lock timeout" in said or "deadlock" in said:
        return Trouble(Reason("store.locked"))
    if "disk is full" in said or "no space left" in said or "disk i/o" in said:
        return Trouble(Reason("store.disk_full"))
    if "readonly" in said or "read-only" in said or "unable to open" in said:
        return Trouble(Reason("store.not_writable"), permanent=True)
    if "malformed" in said or "not a database" in said:
        return Trouble(Reason("store.corrupt"), permanent=True)
    if "connection" in said or "could not connect" in said or "authentication" in said:
        return Trouble(Reason("store.unreachable"))
    return Trouble(Reason("store.failed", values={"what": message.splitlines()[0][:200] if message else "?"}))
