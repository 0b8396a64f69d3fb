"""Django's settings for the pages: applications, middleware, sign-in, addresses."""

import os
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.contrib.messages.constants import ERROR, INFO, SUCCESS, WARNING

from yosher.bootstrap.home import Home
from yosher.desk.ports import Trouble
from yosher.kernel.reason import Reason

APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "yosher.adapters.store",
    "yosher.adapters.notices",
    "yosher.adapters.accounts",
    "yosher.web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "yosher.api.problems.AsProblems",
    "yosher.web.middleware.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "yosher.web.middleware.Reader",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "yosher.web.middleware.Gate",
]
PORT = 8440  # where the desk listens unless told otherwise
A_YEAR = 31_536_000  # seconds: a file of the site changes its address when it changes
RECOVERY = 3600  # seconds for which a mailed link to a new password is good: the hour that its words name
SIGNED_IN = 12 * 3600  # seconds without a request until somebody must sign in again
OUTSIDE = "outside"  # the outside provider in its addresses: /account/oidc/outside/login/callback/ is what it has to know
ON_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
LARGEST_UPLOAD = 100 * 2**20  # bytes; processors take far less (rulebook, limits)


def private_allowed() -> bool:
    """Whether addresses of our own network and plain http may be told of events."""
    return os.environ.get("YOSHER_LISTENERS_PRIVATE") == "1"


@dataclass(frozen=True, slots=True)
class Address:
    """Where people reach the desk. `url` is the public one, where a proxy stands before it."""

    url: str | None = None
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")

    def shown(self, *, port: int = PORT) -> str:
        """Where a person opens the desk: the public address, else this machine."""
        return (self.url or f"http://localhost:{port}").rstrip("/")

    @property
    def is_secure(self) -> bool:
        return bool(self.url) and urlsplit(self.url or "").scheme == "https"


def address() -> Address:
    """`YOSHER_SITE_URL`, and `YOSHER_SITE_HOSTS` (by commas) for further names."""
    url = os.environ.get("YOSHER_SITE_URL") or None
    more = tuple(host.strip() for host in os.environ.get("YOSHER_SITE_HOSTS", "").split(",") if host.strip())
    own = urlsplit(url).hostname if url else None
    return Address(url, (*Address().hosts, *((own,) if own else ()), *more))


@dataclass(frozen=True, slots=True)
class Outside:
    """An identity provider (OpenID Connect) with which people may sign in."""

    issuer: str
    client: str
    secret: str = field(repr=False)
    name: str


def outside() -> Outside | None:
    """`YOSHER_OIDC_ISSUER`, `_CLIENT_ID`, `_CLIENT_SECRET`, and `_NAME` for the button; None where none is set.

    Raises Trouble where a part is missing, or where the issuer is asked without TLS: its word about who comes in would be anybody's.
    """
    given = [os.environ.get(f"YOSHER_OIDC_{part}", "").strip() for part in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET")]
    if not any(given):
        return None
    issuer, client, secret = given
    place = urlsplit(issuer)
    if not all(given) or not (place.scheme == "https" or (place.scheme == "http" and place.hostname in ON_THIS_MACHINE)):
        raise Trouble(Reason("upkeep.oidc_unfit", values={"issuer": issuer or "–"}), permanent=True)
    return Outside(issuer.rstrip("/"), client, secret, os.environ.get("YOSHER_OIDC_NAME", "").strip() or str(place.hostname))


def provider_settings(provider: Outside | None) -> dict[str, Any]:
    """allauth's SOCIALACCOUNT_PROVIDERS: the code flow with PKCE."""
    if provider is None:
        return {}
    app = {
        "provider_id": OUTSIDE,
        "name": provider.name,
        "client_id": provider.client,
        "secret": provider.secret,
        "settings": {"server_url": provider.issuer, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}


def mail_server() -> tuple[str | None, str]:
    """`YOSHER_SMTP_URL` and `YOSHER_MAIL_FROM`: through which mail goes out, and from whom; both or neither."""
    server, sender = os.environ.get("YOSHER_SMTP_URL", "").strip(), os.environ.get("YOSHER_MAIL_FROM", "").strip()
    return (server, sender) if server and sender else (None, "")


def proxies() -> int:
    """`YOSHER_PROXIES`: how many proxies of one's own stand before the desk, one behind the other; none where it says no small number."""
    said = os.environ.get("YOSHER_PROXIES", "").strip()
    return int(said) if said.isascii() and said.isdecimal() and len(said) == 1 else 0


def repeats_last() -> timedelta:
    """How long the answer to an Idempotency-Key is kept: `YOSHER_REPEAT_HOURS`, a day without it."""
    hours = os.environ.get("YOSHER_REPEAT_HOURS", "")
    return timedelta(hours=int(hours) if hours.isdigit() and 0 < int(hours) <= 24 * 365 else 24)


def site_settings(home: Home) -> dict[str, Any]:
    """What Django needs for the pages, besides the database."""
    where = address()
    server, sender = mail_server()
    return {
        "SECRET_KEY": secret_key(home),
        "INSTALLED_APPS": APPS,
        "MIDDLEWARE": MIDDLEWARE,
        "ROOT_URLCONF": "yosher.bootstrap.addresses",
        "ALLOWED_HOSTS": list(where.hosts),
        "CSRF_TRUSTED_ORIGINS": [where.url] if where.url else [],
        "AUTH_USER_MODEL": "accounts.Login",
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "AUTH_PASSWORD_VALIDATORS": [
            {"NAME": "yosher.web.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
            {"NAME": "yosher.web.passwords.NotOneself"},
            {"NAME": "yosher.web.passwords.NotCommon"},
        ],
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.messages.context_processors.messages",
                        "yosher.web.page.of_every_page",
                    ],
                    "builtins": ["yosher.web.templatetags.words"],
                },
            }
        ],
        "STATIC_URL": "/static/",
        "LANGUAGE_CODE": "en",
        "LANGUAGES": [("he", "עברית"), ("en", "English")],
        "SESSION_COOKIE_AGE": SIGNED_IN,
        "SESSION_SAVE_EVERY_REQUEST": False,
        "SESSION_COOKIE_SECURE": where.is_secure,
        "SESSION_COOKIE_NAME": "yosher_session",
        "MESSAGE_TAGS": {INFO: "ok", SUCCESS: "ok", WARNING: "wait", ERROR: "stop"},  # the tones of the stylesheet
        "CSRF_COOKIE_SECURE": where.is_secure,
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_FAILURE_VIEW": "yosher.web.errors.form_too_old",
        "SECURE_HSTS_SECONDS": A_YEAR if where.is_secure else 0,
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if where.is_secure else None,
        "X_FRAME_OPTIONS": "DENY",
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 2 * 2**20,
        "FILE_UPLOAD_MAX_MEMORY_SIZE": 2 * 2**20,
        "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        "EMAIL_BACKEND": "yosher.adapters.notices.backend.MailBackend",
        "YOSHER_SMTP_URL": server,
        "YOSHER_PROXIES": proxies(),
        "DEFAULT_FROM_EMAIL": sender,
        "PASSWORD_RESET_TIMEOUT": RECOVERY,
        "LOGIN_URL": "/account/login/",
        "LOGIN_REDIRECT_URL": "/",
        **_sign_in(),
    }


def _sign_in() -> dict[str, Any]:
    """allauth: by address and password, with passkeys and one-time codes; nobody signs up by themselves."""
    return {
        "ACCOUNT_ADAPTER": "yosher.web.accounts.SignIn",
        "ACCOUNT_LOGIN_METHODS": {"email"},
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
        "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": False,
        "ACCOUNT_LOGOUT_ON_GET": False,
        "ACCOUNT_SESSION_REMEMBER": False,
        "ACCOUNT_PREVENT_ENUMERATION": True,
        "ACCOUNT_RATE_LIMITS": {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key", "reset_password": "20/m/ip,5/h/key"},
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_TOTP_ISSUER": "Yosher",
        "SOCIALACCOUNT_ONLY": False,
        "SOCIALACCOUNT_ADAPTER": "yosher.web.accounts.OutsideSignIn",
        "SOCIALACCOUNT_PROVIDERS": provider_settings(outside()),
    }


def secret_key(home: Home) -> str:
    """The key that signs sessions and links: made once, kept beside the database, apart from every backup."""
    place = home.folder / "keys" / "site.key"
    place.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
    try:
        with open(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return place.read_text("ascii").strip()
