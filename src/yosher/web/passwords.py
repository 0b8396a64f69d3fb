"""Which passwords are taken, said in both languages: Django's own sentences are not all there in Hebrew."""

from typing import Any

from django.contrib.auth import password_validation as django
from django.utils.translation import get_language

from yosher.kernel.reason import Reason
from yosher.kernel.words import Language
from yosher.phrases.say import say, without_isolates


def _said(code: str, **values: Any) -> str:
    language = Language.HE if (get_language() or "").startswith("he") else Language.EN
    return without_isolates(say(Reason(code, values=values), language))


class LongEnough(django.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return _said("web.password_short", least=self.min_length)


class NotOneself(django.UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return _said("web.password_like_you")


class NotCommon(django.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _said("web.password_common")
