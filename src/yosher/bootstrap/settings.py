"""Names only: what the type checker and `manage`-like tools need to know. A home's values are set in `database.py`."""

from yosher.bootstrap.site_settings import APPS
from yosher.bootstrap.site_settings import MIDDLEWARE as OF_THE_SITE

SECRET_KEY = "for-the-type-checker-only"  # noqa: S105  (nothing is signed with it)
INSTALLED_APPS: list[str] = APPS
MIDDLEWARE: list[str] = OF_THE_SITE
AUTH_USER_MODEL = "accounts.Login"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
USE_TZ = True
TIME_ZONE = "UTC"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
