"""A reason: a code with the facts and the rule that it rests on; `phrases` makes the sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from yosher.kernel.ids import RuleId
from yosher.kernel.money import Money

# A typed value inside a sentence: phrases renders and isolates each kind in the reader's language.
Value = str | int | float | Money | date | datetime
EMPTY: Mapping[str, Value] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Reason:
    """`facts` are ids of facts, exhibits or records; `rule` is the record in the rulebook; `values` fill the sentence.

    A string value that is a key of the vocabulary (an evidence kind, an event …) is named `<group>:<key>`,
    for example `evidence:proof_of_delivery`, and is put into words in the reader's language.
    """

    code: str
    facts: tuple[str, ...] = ()
    rule: RuleId | None = None
    values: Mapping[str, Value] = field(default_factory=lambda: EMPTY)
