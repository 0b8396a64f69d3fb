"""Names only: what the type checker and `manage`-like tools need to know. A home's values are set in `database.py`."""

SECRET_KEY = "yosher-has-no-web-face-yet"  # noqa: S105  (nothing is signed with it)
INSTALLED_APPS: list[str] = ["yosher.adapters.store"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
USE_TZ = True
TIME_ZONE = "UTC"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
