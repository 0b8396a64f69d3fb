"""What a text of terms promises in days: within how many one may cancel or give back."""

import re

_ENDING = r"(?:cancel\w*|refund\w*|return\w*|money back|\w*ביטול\w*|\w*לבטל|\w*החזר\w*|\w*להחזיר|\w*זיכוי\w*)"
_DAYS = re.compile(
    r"(?:within|up to|for|in|first|תוך|בתוך|עד) (?P<days>\d{1,3})(?: (?:calendar|business|working))? ?-?(?:days?\b|ימים|ימי|יום)"
    r"|(?P<before>\d{1,3})[ -]day"
)
_NEAR = 90  # letters between the number of days and the word for ending the deal: one sentence
_REFUSED = re.compile(r"(?:\bno\b|\bnot\b|\bnon-|\bfinal\b|\bאין\b|\bלא\b|\bללא\b)")


def days_promised(text: str) -> int | None:
    """Within how many days an evened-out text of terms lets the customer cancel, return or be refunded; None if it says none.

    The longest such time counts, for it is what the other side will read out. "No refunds within 30 days" promises nothing.
    """
    found = []
    for match in _DAYS.finditer(text):
        start, end = max(0, match.start() - _NEAR), match.end() + _NEAR
        around = text[start:end]
        if re.search(_ENDING, around) and not _REFUSED.search(text[start : match.end()].rpartition(".")[2]):
            found.append(int(match["days"] or match["before"]))
    return max(found, default=None)
