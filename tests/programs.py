"""The API as programs meet it: a house of two organisations, their keys, and a client that speaks JSON."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client

from commands import FORM, NOW
from yosher.bootstrap.home import Home
from yosher.bootstrap.house import House
from yosher.bootstrap.site import the_house
from yosher.kernel.ids import OrgId, PersonId
from yosher.kernel.words import Language
from yosher.people.may import Ability
from yosher.people.model import Organisation, Person, Role

FORM_NOW = datetime.fromisoformat(NOW)
ALL = frozenset(Ability)
OAK, RIVAL = OrgId("oak"), OrgId("rival")


@dataclass(frozen=True)
class Program:
    """A program with its key."""

    secret: str
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))
    language: str = "en"

    def call(self, method: str, place: str, body: Any = None, *, files: Mapping[str, Any] | None = None, **headers: str) -> Any:
        """The response. A body goes as JSON; with `files` it is a form."""
        sent = {"Authorization": f"Bearer {self.secret}", "Accept-Language": self.language} | headers
        address = place if place.startswith("/") else f"/api/v1/{place}"
        if files is not None:
            return getattr(self.client, method)(address, dict(files) | dict(body or {}), headers=sent)
        if body is None:
            return getattr(self.client, method)(address, headers=sent)
        return getattr(self.client, method)(address, json.dumps(body), content_type="application/json", headers=sent)

    def get(self, place: str, **headers: str) -> Any:
        return self.call("get", place, **headers)

    def post(self, place: str, body: Any = None, **more: Any) -> Any:
        return self.call("post", place, {} if body is None and "files" not in more else body, **more)

    def put(self, place: str, body: Any) -> Any:
        return self.call("put", place, body)

    def delete(self, place: str) -> Any:
        return self.call("delete", place)

    def did(self, method: str, place: str, body: Any = None, **more: Any) -> Any:
        """The document of a call that has to succeed."""
        done = getattr(self, method)(place, *([] if method in ("get", "delete") else [body]), **more)
        assert done.status_code in (200, 201), (place, done.status_code, done.content[:500])
        return done.json()

    def case(self, form: str = FORM) -> str:
        taken = self.did("post", "intake", {"source": "manual"}, files={"file": upload(form.encode(), "letter.yaml")})
        return str(taken["cases"][0]["case"])


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@dataclass(frozen=True)
class Town:
    """Two organisations in one house."""

    house: House
    one: OrgId = OAK
    other: OrgId = RIVAL

    def key(self, organisation: OrgId | None = None, scopes: frozenset[Ability] = ALL) -> Program:
        _, secret = self.house.keys.add_key(organisation or self.one, "a program", scopes, now=FORM_NOW)
        return Program(secret)


@contextmanager
def town_at(folder: Path) -> Iterator[Town]:
    house = the_house(Home(folder))
    town = Town(house)
    known = {organisation.id for organisation in house.store.organisations()}
    for ref, name in ((town.one, "Oak"), (town.other, "Rival")):
        if ref in known:
            continue
        house.store.add_organisation(Organisation(ref, name, language=Language.EN))
        house.store.add_person(Person(PersonId("dana"), ref, "Dana", Role.APPROVER))
    yield town
    connections.close_all()
