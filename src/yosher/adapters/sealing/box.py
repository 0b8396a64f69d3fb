"""A sealed box: AES in CBC with an HMAC (Fernet) under a key file of the home, which no backup holds."""

import os
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from yosher.desk.ports import Trouble
from yosher.kernel.reason import Reason


class Box:
    """`SealsSecrets` of the desk's ports."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def seal(self, secret: str) -> bytes:
        return Fernet(self._key()).encrypt(secret.encode("utf-8", "replace"))

    def open(self, sealed: bytes) -> str:
        """Raises Trouble where the key is another one: a home that came back from a backup has to be told its secrets again."""
        try:
            return Fernet(self._key()).decrypt(sealed).decode()
        except InvalidToken as trouble:
            raise Trouble(Reason("store.seal_lost"), permanent=True) from trouble

    def _key(self) -> bytes:
        """Made once, for its owner alone."""
        self._place.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
        try:
            with open(os.open(self._place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(Fernet.generate_key())
        except FileExistsError:
            pass
        return self._place.read_bytes().strip()
