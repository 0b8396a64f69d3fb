"""Tags of every template: sentences by their code, amounts, days, icons, files of the site."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils.safestring import SafeString

from yosher.bootstrap.site import version_of
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.phrases.catalogue import word
from yosher.phrases.say import say
from yosher.web import html

register = template.Library()


@register.simple_tag(takes_context=True)
def t(context: Any, code: str, **values: Any) -> SafeString:
    """A sentence in the reader's language."""
    return html.say(code, context["language"], zone=context.get("zone"), **{key: v for key, v in values.items() if v is not None})


@register.simple_tag(takes_context=True)
def ta(context: Any, code: str, **values: Any) -> str:
    """A sentence inside an attribute: text without elements, escaped by the template."""
    return say(Reason(code, values={key: str(v) if isinstance(v, SafeString) else v for key, v in values.items()}), context["language"])


@register.simple_tag(takes_context=True)
def term(context: Any, group: str, key: str) -> str:
    """A word of the vocabulary."""
    return word(group, str(key), context["language"])


@register.simple_tag(takes_context=True)
def money(context: Any, amount: Money) -> SafeString:
    return html.money(amount, context["language"])


@register.simple_tag(takes_context=True)
def day(context: Any, value: date) -> SafeString:
    return html.day(value, context["language"])


@register.simple_tag(takes_context=True)
def moment(context: Any, value: datetime) -> SafeString:
    return html.moment(value, context["language"], context["zone"])


@register.simple_tag(takes_context=True)
def moment_short(context: Any, value: datetime) -> SafeString:
    return html.moment(value, context["language"], context["zone"], short=True)


@register.simple_tag(takes_context=True)
def day_in(context: Any, value: datetime) -> SafeString:
    """The day that a moment is in the reader's zone."""
    return html.day(value.astimezone(context["zone"]).date(), context["language"])


@register.simple_tag(takes_context=True)
def weekday_in(context: Any, value: datetime) -> SafeString:
    return html.weekday(value.astimezone(context["zone"]).date(), context["language"])


@register.simple_tag(takes_context=True)
def clock_in(context: Any, value: datetime) -> SafeString:
    return html.clock(value.astimezone(context["zone"]))


@register.filter
def token(text: object) -> SafeString:
    """An id, a number or a name of a file: left to right."""
    return html.isolate(str(text))


@register.filter
def people(text: object) -> SafeString:
    """A person's own words or name: in its own direction."""
    return html.isolate(str(text), ltr=False)


@register.simple_tag
def icon(name: str, more: str = "") -> SafeString:
    return html.html(f'<svg class="i {more}" aria-hidden="true"><use href="#{name}"/></svg>')


@register.simple_tag
def file_of_site(path: str) -> str:
    return f"/static/{path}?v={version_of(path)}"
