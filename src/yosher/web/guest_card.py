"""What a case's page says of the guests: the customer's link, what is shared there, what was told; and who else sees a part."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from yosher.cases.model import Case
from yosher.cases.states import OPEN
from yosher.desk.guests import OTHERS
from yosher.desk.other_side import customers_link, tellings
from yosher.desk.porch import has_begun, may_be_shared
from yosher.evidence.model import Exhibit
from yosher.web.here import Here

MADE = "guest_link"  # in the session until it was shown once


def card_of(request: Any, case: Case, exhibits: Sequence[Exhibit], *, due: datetime | None) -> dict[str, Any]:
    """What the card says. A link that was just made is shown this once; one that lasts longer than the answer may wait says so."""
    here: Here = request.here
    store, organisation = here.desk.store, here.organisation.id
    links = store.guest_links(organisation, case.id)
    link = customers_link(links)
    is_open = link is not None and link.is_open(here.now)
    made = request.session.get(MADE)
    if made and made["case"] == case.id:
        del request.session[MADE]
    shared = set(store.shared(organisation, case.id))
    outlasts = link is not None and due is not None and case.state in OPEN and link.expires_at > due
    return {
        "link": link,
        "due": due if outlasts else None,
        "is_open": is_open,
        "has_begun": link is not None and is_open and has_begun(link, store=store),
        "made": made["address"] if made and made["case"] == case.id else "",
        "papers": [(exhibit, exhibit.id in shared) for exhibit in exhibits if may_be_shared(exhibit)],
        "told": tellings(store.facts(organisation, case.id)) if link else [],
        "others": [(one, one.is_open(here.now)) for one in links if one.guest in OTHERS],
    }
