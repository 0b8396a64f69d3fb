"""The tables of those who are told."""

from typing import ClassVar

from django.db import models


class Listener(models.Model):
    """A program's address. The secret that signs what it is told is sealed."""

    ref = models.CharField(max_length=40, unique=True)
    organisation = models.CharField(max_length=100)
    url = models.CharField(max_length=500)
    events = models.TextField(blank=True)
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    trouble = models.TextField(blank=True, default="")  # why it failed: a code with what fills its sentence

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "id"], name="listeners_of_organisation")]


class Mailed(models.Model):
    """A person who is told by mail."""

    organisation = models.CharField(max_length=100)
    person = models.CharField(max_length=100)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "person"], name="one_wish_a_person")]
