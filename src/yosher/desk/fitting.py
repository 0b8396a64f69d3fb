"""answer.pdf within its receiver's limits: pictures as they are, and only where the answer is over, as much smaller as needed."""

from collections.abc import Callable, Mapping

from yosher.desk.model import Workshop
from yosher.kernel.ids import BlobRef
from yosher.packets.fit import Bounds, picture_budget, shares_of
from yosher.packets.model import FileBody, Packet

Content = Callable[[BlobRef], bytes]


def set_to_fit(packet: Packet, bounds: Bounds, *, content: Content, workshop: Workshop) -> tuple[bytes, int]:
    """answer.pdf and its pages. Set once as it is; where that is over, its own weight says exactly what the pictures may weigh.

    Raises DoesNotFit where a picture cannot be made that small; whether the whole fits is for `check_answer` to say.
    """
    names = picture_names(packet)
    ready = {ref: workshop.pictures(content(ref), name=name) for ref, name in names.items()}
    answer, pages = workshop.press.packet(packet, content=content, pictures=ready)
    most = bounds.answer_bytes
    weight = sum(map(len, ready.values()))
    budget = picture_budget(bounds, other_bytes=len(answer) - weight, pictures=len(ready))
    if most is None or len(answer) <= most or not budget:
        return answer, pages
    smaller = _smaller(ready, budget, names=names, content=content, workshop=workshop)
    return workshop.press.packet(packet, content=content, pictures=smaller)


def picture_names(packet: Packet) -> dict[BlobRef, str]:
    """The pictures that stand on a page, each with the name of its member."""
    bodies = ((page, block) for page in packet.exhibits for block in page.blocks if isinstance(block, FileBody))
    return {body.blob: page.file for page, body in bodies if body.how == "picture"}


def _smaller(
    ready: Mapping[BlobRef, bytes], budget: int, *, names: Mapping[BlobRef, str], content: Content, workshop: Workshop
) -> dict[BlobRef, bytes]:
    """Pictures over their share give way, from their originals."""
    shares = shares_of({ref: len(picture) for ref, picture in ready.items()}, budget)
    return {
        ref: picture if len(picture) <= shares[ref] else workshop.pictures(content(ref), name=names[ref], most=shares[ref])
        for ref, picture in ready.items()
    }
