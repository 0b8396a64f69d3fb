"""What the server prints names no secret: the address of a customer's page, or of a one-time link, is all that opens it."""

import logging
import re

_SECRET = re.compile(r"/(with|start)/[^/\s]+")


class WithoutSecrets(logging.Filter):
    """Addresses in what is logged, with their secrets left out."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(_SECRET.sub(r"/\1/…", arg) if isinstance(arg, str) else arg for arg in record.args)
        return True


WITHOUT_SECRETS = WithoutSecrets()


def keep_secrets_out() -> None:
    """Of every line that Django writes about a request; a second call changes nothing."""
    logging.getLogger("django.request").addFilter(WITHOUT_SECRETS)
