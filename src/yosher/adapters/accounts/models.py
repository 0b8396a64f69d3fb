"""The tables of those who sign in. What they do is recorded with the cases; here stands only how they come in."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Logins(BaseUserManager["Login"]):
    def create_user(self, email: str, password: str | None = None, **more: Any) -> "Login":
        """A log-in by its address, in lower case; without a password it can come in only by a link."""
        made: Login = self.model(email=email.strip().lower(), **more)
        made.set_password(password)
        made.save(using=self._db)
        return made


class Login(AbstractBaseUser):
    """A person who signs in, in however many organisations they have a seat."""

    email = models.EmailField(unique=True, max_length=254)
    name = models.TextField(blank=True)
    language = models.CharField(max_length=2, blank=True)
    zone = models.CharField(max_length=64, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[Logins] = Logins()

    def __str__(self) -> str:
        return self.name or self.email


class Seat(models.Model):
    """A log-in's place in an organisation: as which person."""

    login = models.ForeignKey(Login, on_delete=models.CASCADE, related_name="seats")
    organisation = models.CharField(max_length=100)
    person = models.CharField(max_length=100)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "person"], name="one_login_a_person"),
            models.UniqueConstraint(fields=["login", "organisation"], name="one_seat_an_organisation"),
        ]


class Ticket(models.Model):
    """A one-time link. Only the digest of its secret is kept; used or past its time it opens nothing."""

    digest = models.BinaryField(unique=True, max_length=32)
    kind = models.CharField(max_length=20)
    organisation = models.CharField(max_length=100)
    person = models.CharField(max_length=100, blank=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)


class Sight(models.Model):
    """Somebody was shown personal data: who, what, when. Rows are only ever added."""

    at = models.DateTimeField(auto_now_add=True)
    organisation = models.CharField(max_length=100)
    who_kind = models.CharField(max_length=20)
    who = models.TextField()
    case = models.CharField(max_length=40, blank=True)
    what = models.CharField(max_length=40)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organisation", "case", "at"], name="sights_of_case"),
            models.Index(fields=["organisation", "at", "id"], name="sights_by_time"),
            models.Index(fields=["organisation", "who", "at", "id"], name="sights_of_somebody"),
        ]


class Key(models.Model):
    """A program's way in. Only the digest of its secret is kept; a revoked key stays, so that what it did has a name."""

    ref = models.CharField(max_length=40, unique=True)
    organisation = models.CharField(max_length=100)
    name = models.CharField(max_length=60)
    digest = models.BinaryField(unique=True, max_length=32)
    scopes = models.CharField(max_length=100)
    made_by = models.CharField(max_length=100, blank=True, default="")
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "id"], name="keys_of_organisation")]


class Hook(models.Model):
    """An address for a processor's messages. Its signing secret is sealed: this table alone checks nothing."""

    ref = models.CharField(max_length=60, unique=True)
    organisation = models.CharField(max_length=100)
    processor = models.CharField(max_length=40)
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "id"], name="hooks_of_organisation")]


class Repeat(models.Model):
    """A request of a program with its answer, sealed, so that the same one again changes nothing. Rows of an earlier day are swept out."""

    organisation = models.CharField(max_length=100)
    key = models.CharField(max_length=40)
    token = models.CharField(max_length=255)
    digest = models.BinaryField(max_length=32)
    status = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=100)
    body = models.BinaryField()
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "key", "token"], name="one_answer_a_token")]


class SavedView(models.Model):
    """A list that a person keeps under a name."""

    organisation = models.CharField(max_length=100)
    person = models.CharField(max_length=100)
    name = models.CharField(max_length=60)
    query = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "person", "name"], name="one_view")]
