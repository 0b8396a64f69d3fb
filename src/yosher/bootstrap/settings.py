"""Names only: what Django needs to know. Values come from the environment when a home is opened (`wire.py`)."""

SECRET_KEY = "yosher-has-no-web-face-yet"  # noqa: S105  (nothing is signed with it)
INSTALLED_APPS: list[str] = []
USE_TZ = True
TIME_ZONE = "UTC"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
