"""Whether a request to cancel came inside the time that the law gives, by the dated rights that are handed in."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from yosher.evidence.model import Fact
from yosher.evidence.scene import HANDED_OVER, Scene
from yosher.evidence.wording import evened, phrases, says
from yosher.kernel.ids import RuleId
from yosher.kernel.words import EventKind, GoodsKind
from yosher.rulebook.model import LegalAmount

# Keys of the rulebook's legal pack.
_PLAIN, _PROTECTED = "cancellation_days", "cancellation_months_protected"
_BEFORE_SERVICE, _BEFORE_TOURISM = "cancellation_before_service_days", "cancellation_before_tourism_days"
_SATURDAY = 5
# Goods that the law leaves out: perishable, made to order, information, opened media (Consumer Protection Law 1981; dinolaw.co.il).
_LEFT_OUT = phrases(
    """
    perishable*
    flowers
    fresh food
    food
    made to (order|measure)
    custom-made
    custom made
    personalised
    personalized
    engraved
    tailor*
    """,
    """
    מתכלה
    מתכלים
    פרחים
    מזון
    אוכל
    עוגה
    עוגת
    (בהתאמה|לפי הזמנה|במידה) אישית
    לפי הזמנה אישית
    חריטה
    """,
)
_TOURISM = phrases(
    """
    hotel
    flight*
    vacation
    holiday
    tour
    guesthouse
    zimmer
    cruise
    """,
    """
    מלון
    בית מלון
    טיסה
    טיסות
    חופשה
    נופש
    צימר
    טיול
    אירוח
    אכסניה
    שייט
    """,
)


@dataclass(frozen=True, slots=True)
class InTime:
    """A request inside the time: until when it ran, since when it was counted, and by which right."""

    asked: Fact
    until: date | None  # None: the time had not begun, because nothing had been handed over
    rule: RuleId
    protected: bool


def in_time(scene: Scene, requests: Iterable[Fact]) -> InTime | None:
    """The first request that the law honours, or None: no such right here, not a sale from afar, too late, or goods left out.

    Counted from the day after the goods or the details of the deal came, the later; where the last day is a Saturday the next
    day still counts (other rest days are not looked at here). A service must lie far enough ahead when it is cancelled.
    """
    rights = {right.key: right for right in scene.rights if right.country == (scene.denial.place or "")[:2]}
    if _PLAIN not in rights or not _is_from_afar(scene) or says(evened(scene.denial.goods.description), _LEFT_OUT):
        return None
    talked = scene.denial.goods.sold_by in ("phone", "chat") or _talked_before(scene)
    protected = _PROTECTED in rights and scene.denial.customer.protected is not None and talked
    right = rights[_PROTECTED if protected else _PLAIN]
    until = _until(scene, right)
    for asked in requests:
        if _came_in_time(scene, asked, until) and not _is_too_near(scene, asked, rights):
            return InTime(asked, until, right.id, protected)
    return None


def _is_from_afar(scene: Scene) -> bool:
    return scene.is_remote is True


def _talked_before(scene: Scene) -> bool:
    return any(not scene.later(fact.moment, scene.sale) for fact in scene.of(EventKind.CALL) if fact.moment is not None)


def _came_in_time(scene: Scene, asked: Fact, until: date | None) -> bool:
    if asked.moment is None or scene.later(asked.moment, scene.denied):
        return False
    return until is None or scene.day(asked.moment) <= until


def _until(scene: Scene, right: LegalAmount) -> date | None:
    """The last day; None while goods that are to be handed over have not come."""
    came = scene.first(*HANDED_OVER)
    papers = scene.first(EventKind.AGREEMENT)
    is_goods = scene.denial.goods.kind in (GoodsKind.PHYSICAL, None)
    start = [fact.moment for fact in (came, papers) if fact is not None and fact.moment is not None]
    if is_goods and came is None and scene.denial.goods.kind is GoodsKind.PHYSICAL:
        return None
    begun = max((scene.day(moment) for moment in start), default=None)
    if begun is None:
        begun = scene.day(scene.sale) if scene.sale is not None else None
    return None if begun is None else _past_saturday(_added(begun, right))


def _added(start: date, right: LegalAmount) -> date:
    count = int(right.value)
    if right.unit != "months":
        return start + timedelta(days=count)
    month = start.month - 1 + count
    year, month = start.year + month // 12, month % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def _past_saturday(day: date) -> date:
    return day + timedelta(days=1) if day.weekday() == _SATURDAY else day


def _is_too_near(scene: Scene, asked: Fact, rights: dict[str, LegalAmount]) -> bool:
    """A one-off service or a stay that was too near, or given already, when it was cancelled."""
    if scene.denial.goods.kind not in (GoodsKind.SERVICE, GoodsKind.EVENT):
        return False
    given = scene.first(EventKind.SERVICE_GIVEN, EventKind.USED)
    key = _BEFORE_TOURISM if says(evened(scene.denial.goods.description), _TOURISM) else _BEFORE_SERVICE
    right = rights.get(key)
    if given is None or given.moment is None or asked.moment is None or right is None:
        return False
    return (scene.day(given.moment) - scene.day(asked.moment)).days < int(right.value)
