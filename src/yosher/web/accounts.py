"""How people sign in: nobody signs up by themselves; a seat is given by the owner."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class SignIn(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """What allauth asks of us."""

    def is_open_for_signup(self, request: Any) -> bool:  # noqa: ARG002  (the signature is allauth's)
        return False
