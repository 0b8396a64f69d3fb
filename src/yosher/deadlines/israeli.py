"""Whether a denial's clock is an Israeli acquirer's: no window of theirs is published, so days are assumed."""

import re
from functools import cache

from yosher.cases.model import Denial
from yosher.kernel.words import Language
from yosher.people.model import Organisation
from yosher.phrases.catalogue import word
from yosher.rulebook.receivers import all_receivers

_TAKES_ANSWERS = frozenset({"acquirer", "issuer", "processor"})


def is_israeli(denial: Denial, organisation: Organisation) -> bool:
    """The place of the deal decides where it is told. Else: a processor or a sender of the letter who is Israeli by the rulebook's
    receivers; or an acquirer without a processor, of a business in Israel, since an acquirer serves the businesses of its own country.
    """
    if denial.place is not None:
        return denial.place.split("-")[0].upper() == "IL"
    if denial.processor is not None:
        return denial.processor in _keys()
    if denial.told_by is None:
        return False
    return bool(_names().search(denial.told_by.name)) or (denial.told_by.kind == "acquirer" and organisation.country == "IL")


@cache
def _keys() -> frozenset[str]:
    """Receivers that take answers in Hebrew only."""
    return frozenset(r.key for r in all_receivers() if r.accepted == (Language.HE,) and r.role in _TAKES_ANSWERS)


@cache
def _names() -> re.Pattern[str]:
    """Their names as whole words: `Isracard Ltd`, `ישראכרט בע״מ`, `Grow (Meshulam)`."""
    written = {part.strip() for key in _keys() for language in Language for part in re.split(r"[()]", word("receiver", key, language))}
    return re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted({*written, *_keys()} - {""})), re.IGNORECASE)
