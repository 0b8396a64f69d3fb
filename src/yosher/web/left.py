"""How long there is until a moment, as people say it: no seconds, no countdown."""

from datetime import datetime, timedelta

from django.utils.safestring import SafeString

from yosher.kernel.words import Language
from yosher.web import html

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


def time_left(until: datetime, now: datetime, language: Language) -> SafeString:
    """`4 days and 13 hours left`, `7 hours left`, `12 minutes left`; for what is over, since when."""
    left = until - now
    if left <= timedelta(0):
        past = now - until
        return html.say("web.past_days" if past >= _DAY else "web.past_hours", language, n=past // (_DAY if past >= _DAY else _HOUR))
    if left < _HOUR:
        return html.say("web.left_minutes", language, n=max(1, left // timedelta(minutes=1)))
    if left < 2 * _DAY:
        return html.say("web.left_hours", language, n=left // _HOUR)
    days, hours = left // _DAY, left % _DAY // _HOUR
    if days >= 7 or not hours:
        return html.say("web.left_days", language, n=days)
    return html.say("web.left_days_hours", language, n=days, hours=html.say("web.hours", language, n=hours))
