"""Braintree's bytes → denials: the signed webhook as JSON or a form, and the XML that it holds."""

import base64
import binascii
import re
from dataclasses import dataclass
from urllib.parse import parse_qs
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from yosher.adapters.processors.braintree import shapes
from yosher.adapters.processors.braintree.dispute import read_dispute
from yosher.adapters.processors.braintree.signature import check
from yosher.cases.door.documents import hinted, json_of, likeness, looks_like_json, marks, text_of_bytes
from yosher.cases.door.fields import Fields, fields
from yosher.cases.door.reading import read_each, refused_whole
from yosher.cases.door.unreadable import Unreadable
from yosher.cases.model import Reading
from yosher.desk.ports import InboxContext, SignatureWrong
from yosher.kernel.reason import Reason

SIGNATURE_HEADER: str | None = None  # it stands in the message
_MARKS = marks(
    (97, rb'"bt_(signature|payload)"\s*:|(^|&)bt_(signature|payload)='),
    (95, rb"<kind>\s*dispute_"),
    (85, rb"<(dispute|disputes)[\s>]"),
)
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/=\s]")


@dataclass(frozen=True, slots=True)
class Posted:
    """A webhook as it was posted: its signature, and the payload in base64."""

    signature: str
    payload: str


def recognise(head: bytes, *, name: str) -> int:
    """How surely these first bytes are Braintree's, 0 to 100."""
    return hinted(likeness(head, _MARKS), name=name, by="braintree")


def read_denial(body: bytes, *, context: InboxContext) -> Reading:
    """The dispute in a webhook, or those in the API's XML. Raises SignatureWrong; what cannot be read is refused in the reading."""
    try:
        posted = _posted(body)
        confirmed = _checked(posted, context)
        notification = _xml(_decoded(posted.payload) if posted else text_of_bytes(body))
    except Unreadable as trouble:
        _checked(None, context)
        return refused_whole(trouble, file=context.file)
    disputes = _disputes(notification)
    if not disputes:
        kind = notification.findtext("kind") or notification.tag
        denial = kind.strip().startswith(shapes.WEBHOOK_PREFIX)
        without = Unreadable("intake.no_reference", field="dispute") if denial else Unreadable("intake.no_dispute_in_it", found=kind)
        return refused_whole(without, file=context.file)
    hook = Fields({"kind": notification.findtext("kind"), "timestamp": notification.findtext("timestamp")})
    many = len(disputes) > 1
    records = ((n if many else None, one) for n, one in enumerate(disputes, start=1))
    return read_each(records, lambda one: read_dispute(one, hook, context=context, confirmed=confirmed), file=context.file)


def _posted(body: bytes) -> Posted | None:
    """The two fields of a webhook, in JSON or as a form; None for bare XML. Raises Unreadable."""
    if looks_like_json(body):
        found = fields(json_of(body))
        signature, payload = found.raw("bt_signature"), found.raw("bt_payload")
        if not isinstance(payload, str):
            raise Unreadable("intake.no_dispute_in_it", found=", ".join(sorted(found.values)[:5]) or "–")
        return Posted(signature if isinstance(signature, str) else "", payload)
    text = text_of_bytes(body)
    if text.lstrip().startswith("<") or "bt_payload=" not in text:
        return None
    try:
        form = parse_qs(text.strip(), max_num_fields=20)
    except ValueError as trouble:
        raise Unreadable("intake.not_form") from trouble
    payload = form.get("bt_payload", [""])[0].replace(" ", "+")  # a form that was saved without its escapes
    return Posted(form.get("bt_signature", [""])[0], payload)


def _checked(posted: Posted | None, context: InboxContext) -> bool:
    """The signature stands in the body, so the private key alone asks for it; bare XML has none."""
    if context.secret is None and context.signature is None:
        return False
    given = context.signature or (posted.signature if posted else "")
    if posted is None or not given or not context.secret:
        raise SignatureWrong(Reason("intake.signature_missing"))
    check(posted.payload, given=given, private_key=context.secret)
    return True


def _decoded(payload: str) -> str:
    if _NOT_BASE64.search(payload):
        raise Unreadable("intake.payload_unreadable")
    try:
        return text_of_bytes(base64.b64decode(payload))
    except (binascii.Error, ValueError) as trouble:
        raise Unreadable("intake.payload_unreadable") from trouble


def _xml(text: str) -> Element:
    """Entities, external references and the like are refused, never resolved."""
    try:
        return fromstring(text.strip())
    except (ParseError, DefusedXmlException, ValueError, RecursionError) as trouble:
        line = trouble.position[0] if isinstance(trouble, ParseError) else 1
        raise Unreadable("intake.not_xml", line=line) from trouble


def _disputes(root: Element) -> list[Element]:
    """In a notification, alone, or in a result of the API's search."""
    if root.tag == "dispute":
        return [root]
    return [*root.findall("dispute"), *root.findall("subject/dispute")]
