"""One case whole, as the outside reads it: messages, facts, exhibits, who did what, and the answer as it was last prepared."""

from yosher.desk.document import Json, case_document, in_words
from yosher.desk.model import Desk
from yosher.kernel.ids import CaseId
from yosher.kernel.words import Language


def whole_case(ref: CaseId, *, desk: Desk, language: Language) -> dict[str, Json]:
    """Raises NotFound."""
    store, organisation = desk.store, desk.organisation.id
    document = case_document(
        store.case(organisation, ref),
        facts=store.facts(organisation, ref),
        exhibits=store.exhibits(organisation, ref),
        events=store.events(organisation, ref),
        language=language,
        zone=desk.organisation.tz,
    )
    saved = store.answer(organisation, ref)
    document["answer"] = in_words(saved.document, language) if saved else None
    return document
