"""How people sign in: nobody signs up by themselves; a seat is given by the owner."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthError
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage

from yosher.bootstrap.site import right_now, the_house
from yosher.desk.doors import seat_for_mail
from yosher.desk.ports import Trouble
from yosher.kernel.reason import Reason
from yosher.kernel.words import Language
from yosher.phrases.say import say, without_isolates
from yosher.web.limits import address_of
from yosher.web.outside import sorry

log = logging.getLogger("yosher.web")


class SignIn(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """What allauth asks of us. Its mails are in our words, and one that did not go out tells nobody whether an address is known."""

    def is_open_for_signup(self, request: Any) -> bool:  # noqa: ARG002  (the signature is allauth's)
        return False

    def get_client_ip(self, request: Any) -> str:
        """By which allauth counts sign-ins, and what it keeps with a session."""
        return address_of(request)

    def render_mail(self, template_prefix: str, email: str, context: dict[str, Any], headers: Any = None) -> EmailMessage:  # noqa: ARG002  (the signature is allauth's)
        if template_prefix != "account/email/password_reset_key":
            raise LookupError(f"a mail that is switched off: {template_prefix}")
        user = context["user"]
        language = Language(user.language) if user.language in set(Language) else context["request"].language
        text = say(Reason("notice.recovery_text", values={"address": context["password_reset_url"]}), language)
        return EmailMessage(say(Reason("notice.recovery_subject"), language), without_isolates(text), to=[email])

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        context = {"request": self.request, **context}
        try:
            self.render_mail(template_prefix, email, context).send()
        except Trouble as trouble:
            log.error("no mail to a new password: %s", trouble.reason.code)


class OutsideSignIn(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Who may come in by an outside provider: whoever was connected before, and people whom the owner wrote down by their address."""

    def is_open_for_signup(self, request: Any, sociallogin: Any) -> bool:  # noqa: ARG002  (the signature is allauth's)
        return False

    def pre_social_login(self, request: Any, sociallogin: Any) -> None:
        """Raises ImmediateHttpResponse with what is said to whoever does not come in."""
        told = sociallogin.account.extra_data
        if not _is_one_person(told):
            raise ImmediateHttpResponse(sorry(request, "failed"))
        if sociallogin.is_existing or sociallogin.state.get("process") == "connect":
            return
        email = _vouched_for(told)
        if email is None:
            raise ImmediateHttpResponse(sorry(request, "unverified"))
        house = the_house()
        login = seat_for_mail(email, now=right_now(), store=house.store, accounts=house.accounts)
        if login is None:
            raise ImmediateHttpResponse(sorry(request, "unknown"))
        sociallogin.connect(request, get_user_model().objects.get(pk=login))

    def on_authentication_error(
        self,
        request: Any,
        provider: Any,  # noqa: ARG002  (the signature is allauth's)
        error: Any = None,
        exception: Exception | None = None,  # noqa: ARG002
        extra_context: Any = None,  # noqa: ARG002
    ) -> None:
        raise ImmediateHttpResponse(sorry(request, "cancelled" if error == AuthError.CANCELLED else "failed"))


def _is_one_person(told: dict[str, Any]) -> bool:
    """The id token is what the provider stands for; what else it says must be about the same person (OpenID Connect Core 1.0, 5.3.2)."""
    token, more = told.get("id_token"), told.get("userinfo")
    return isinstance(token, dict) and bool(token.get("sub")) and (more is None or more.get("sub") == token["sub"])


def _vouched_for(told: dict[str, Any]) -> str | None:
    """The address that the provider says it has verified; some write that as a word."""
    said = told.get("userinfo") or told["id_token"]
    email = str(said.get("email") or "").strip()
    return email if email and said.get("email_verified") in (True, "true") else None
