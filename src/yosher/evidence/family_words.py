"""The words of a claim, family by family, in English and Hebrew: one phrase a line, for a person to read and mend."""

from yosher.evidence.wording import Phrases, phrases
from yosher.kernel.words import ClaimFamily

_NOT_ME = phrases(
    """
    not me
    was not .. me
    not my (order|purchase|charge|transaction|payment)
    (unauthorized|unauthorised|fraudulent|fraud|unrecognized|unrecognised)
    (never|not) .. authori*
    (do|did) not .. recogni*
    not recogni*
    (do|did) not know .. (charge|company|merchant|business|shop|payment|transaction)
    no idea what this
    what is this charge
    (did|have|had) (not|never) .. (make|made|place|placed|order|ordered) .. (this|the|these|that|anything)
    (did|have|had) (not|never) .. (make|made|place|placed|order|ordered) .. (it|purchase|charge|order|payment)
    (did|have|had) (not|never) .. (buy|bought|purchase|purchased|approve|approved) .. (this|the|these|that|anything)
    (did|have|had) (not|never) .. (buy|bought|purchase|purchased|approve|approved) .. (it|purchase|charge|order|payment)
    never (made|placed|ordered|bought|purchased|approved|shopped|dealt|signed)
    (card|wallet|account) .. (stolen|lost|cloned|hacked|compromised|skimmed)
    (stolen|lost|cloned|hacked) card
    (someone|somebody) (else|used|stole)
    without my (knowledge|consent|permission|approval|authorization)
    identity theft
    my (son|daughter|kid|child|husband|wife|partner|roommate) .. (ordered|bought|made|used|did)
    """,
    """
    לא (אני|אנחנו) (ביצעתי|ביצענו|הזמנתי|קניתי|עשיתי)
    לא (אני|אנחנו)
    לא (ביצעתי|ביצענו|הזמנתי|הזמנו|קניתי|קנינו|רכשתי|רכשנו|עשיתי|עשינו)
    לא אישר* .. (עסקה|עיסקה|חיוב|רכישה|קנייה|קניה|תשלום)
    (עסקה|עיסקה|רכישה) .. לא אישר*
    לא (מכיר|מכירה|מכירים|מזהה|מזהים|מוכר|מוכרת)
    לא מוכר*
    לא ידוע* .. (חיוב|עסקה)
    (מה|מהו) (זה|החיוב) החיוב
    מה זה החיוב
    לא זוכר* .. (קניתי|הזמנתי|שהזמנתי|שקניתי|רכישה|עסקה)
    (גנבו|גנב|נגנב|נגנבה|אבד|אבדה|שוכפל|פרצו|נפרץ)
    (ללא|בלי) (ידיעתי|אישורי|הסכמתי|רשותי)
    שימוש לרעה
    מישהו (אחר|השתמש|קנה|הזמין)
    כרטיס .. (גנוב|אבוד)
    (הונאה|תרמית)
    (הבן|הבת|בעלי|אשתי|הילד|הילדה|הילדים) .. (הזמין|הזמינה|קנה|קנתה|הזמינו|קנו)
    """,
)

_NOT_RECEIVED = phrases(
    """
    (never|not) .. (arrive|arrived|receive|received|deliver|delivered|came)
    (never|not) .. (come|shipped|dispatched|provided|rendered|turned|showed|supplied)
    never got
    not .. (get|got|gotten) .. (order|package|parcel|item|items|product)
    not .. (get|got|gotten) .. (products|goods|delivery|tickets|it|anything|service)
    not show up
    no show by
    nothing (arrived|came|was)
    where is my
    still (waiting|have not|not)
    (not|non) (receipt|received|delivery)
    non-receipt
    (undelivered|missing) (order|package|parcel|item|goods)
    lost in (the mail|post|transit)
    (package|parcel|order) (is|was) lost
    (event|concert|flight|show|course) was (cancelled|canceled)
    product not received
    merchandise .. not received
    no (delivery|package|parcel)
    """,
    """
    לא (קיבל*|קבל*)
    לא (הגיע*|סופק*|סופק|נמסר*|נשלח*|הגיעה|הופיע*|ניתן|ניתנה|בוצע|בוצעה)
    (טרם|עדיין לא|עוד לא) .. (קיבל*|הגיע*|סופק*|נמסר*)
    (עדיין|עוד) (מחכה|מחכים|ממתין|ממתינה|ממתינים)
    איפה (החבילה|ההזמנה|המשלוח|המוצר)
    היכן (החבילה|ההזמנה|המשלוח|המוצר)
    אי אספקה
    אי קבלת
    (החבילה|המשלוח|ההזמנה) (אבדה|אבד|נעלמה|נעלם)
    (האירוע|המופע|ההופעה|הטיסה|הקורס) (בוטל|בוטלה)
    """,
)

_NOT_AS_DESCRIBED = phrases(
    """
    (broken|defective|damaged|faulty|counterfeit|fake|knockoff|misrepresented|unacceptable|unusable)
    (not|never) as (described|advertised|pictured|shown|promised|ordered|expected)
    not (match*|fit|genuine|authentic|working|work)
    (does|did) not .. (work|match|fit|function)
    stopped working
    wrong (item|size|colour|color|product|model|order|one)
    different (item|colour|color|size|product|from|than)
    (poor|bad|terrible|low) quality
    quality (was|is) (poor|bad|terrible)
    not what i ordered
    not the (item|product|colour|color|size|one) i ordered
    misleading
    missing parts
    arrived (broken|damaged|late and broken|with)
    (scratched|cracked|leaking|torn|stained|expired|rotten|mouldy|moldy)
    product unacceptable
    """,
    """
    (שבור|שבורה|שבורים|פגום|פגומה|פגומים|תקול|תקולה|מקולקל|מקולקלת|סדוק|סדוקה|קרוע|קרועה|שרוט|שרוטה|מזויף|מזוייף|מזויפת)
    לא (תואם|תואמת|תואמים|מתאים|מתאימה|עובד|עובדת|תקין|תקינה|כמו|מקורי|מקורית)
    אינו (תואם|תקין|עובד|מתאים)
    אינה (תואמת|תקינה|עובדת|מתאימה)
    הפסיק* לעבוד
    (מוצר|פריט|דגם|צבע|מידה) (אחר|שונה|אחרת|לא נכון|שגוי)
    (שונה|אחר) (ממה|לגמרי|לחלוטין)
    לא (קיבלתי|קיבלנו) (את מה|מה|את המוצר) (שהזמנתי|שהובטח|שהזמנו)
    לא (זה|מה) (שהזמנתי|שהזמנו|שהובטח)
    (אי התאמה|אי-התאמה|פגם|ליקוי|פגמים)
    איכות (ירודה|גרועה|נמוכה)
    (חיקוי|הטעיה|הטעו אותי|הטעייה)
    חסר* (חלק|חלקים|פריט|פריטים)
    """,
)

_CANCELLED = phrases(
    """
    cancel*
    unsubscribed
    not .. renew*
    (renewed|renewal) without
    auto (renewed|renewal)
    (still|kept|keep|keeps) (charging|being charged|billing)
    (ended|stopped|terminated) (my|the) (subscription|membership|trial|plan)
    free trial
    subscription canceled
    recurring .. (after|cancel*)
    changed my mind
    """,
    """
    (ביטלתי|ביטלנו|לבטל|תבטלו|בטלו|בוטל|בוטלה|ביטול|ביטלו)
    (ביקשתי|ביקשנו|רציתי) (לבטל|להפסיק|להתנתק)
    הפסק* את המנוי
    (המשיכו|ממשיכים|המשכתם) (לחייב|לגבות)
    חידש* .. (מנוי|בלי|ללא|אוטומטי*)
    (תקופת|תקופה של|חודש) (ניסיון|נסיון)
    (התחרטתי|התחרטנו)
    לא .. (לחדש|חידוש)
    """,
)

_CREDIT = phrases(
    """
    (refund|credit|money back) .. (never|not) .. (arrive|arrived|received|came|processed|issued|given|posted|show|shown)
    (never|not) .. (received|receive|got|get|gotten|given) .. (refund|credit|money)
    (never|not) .. (give|seen|see|issued|processed|refunded|credited) .. (refund|credit|money)
    (not|never) refunded
    (not|never) credited
    (promised|promise|owed|owe|due|agreed) .. (refund|credit|money)
    waiting for .. (refund|credit|money)
    (returned|sent) .. (item|items|it|product|goods|back) .. (refund|credit|money)
    where is my (refund|credit|money)
    still (no|waiting) .. (refund|credit)
    no (refund|credit)
    (refuse|refused|refuses) .. (refund|credit)
    credit not processed
    refund not processed
    """,
    """
    (הבטיחו|הובטח|הבטחתם|הבטיח|הבטיחה) .. (זיכוי|החזר|להחזיר|שיחזירו|כסף|לזכות)
    לא (קיבלתי|קיבלנו|קבלתי) .. (זיכוי|החזר|כסף|הכסף|הזיכוי|ההחזר)
    (זיכוי|החזר|הכסף|כסף) .. לא (הגיע|התקבל|בוצע|ניתן|חזר|הוחזר|נכנס)
    לא (זיכו|החזירו|זוכיתי|הוחזר|זיכיתם|החזרתם)
    (מחכה|ממתין|ממתינה|מחכים) .. (זיכוי|החזר|כסף)
    (החזרתי|החזרנו) את .. (מוצר|פריט|סחורה|חבילה)
    איפה (הזיכוי|ההחזר|הכסף)
    (אמרו|אמרה|אמר) .. (שיחזירו|שיזכו|זיכוי)
    (מסרבים|סירבו|מסרב) .. (להחזיר|לזכות|זיכוי|החזר)
    חייבים לי (כסף|זיכוי|החזר)
    """,
)

_DUPLICATE = phrases(
    """
    (charged|billed|debited|paid) .. (twice|double|two times|three times)
    (double|duplicate|duplicated) (charge|charged|billing|billed|payment|transaction|charges)
    duplicate
    same (charge|amount|payment) twice
    two (identical|charges for)
    already paid .. (cash|transfer|card|check|cheque|another)
    paid by other means
    paid (in cash|by cash|another way|with another card)
    """,
    """
    (פעמיים|פעמים|כפול|כפולה|כפל)
    חיוב* (כפול|נוסף)
    (חויבתי|חייבתם|חייבו|ירד|ירדו|גבו|שילמתי) .. (פעמיים|כפול|שתי פעמים|שלוש פעמים)
    שני חיובים
    (שילמתי|שולם) .. (במזומן|בהעברה|בצ'ק|בביט|בכרטיס אחר)
    """,
)

_AMOUNT = phrases(
    """
    (wrong|incorrect|different|higher|inflated) (amount|price|sum|total|charge)
    amount (differs|is wrong|is higher|was wrong|was higher|is different|is incorrect)
    (overcharged|overcharge|overbilled)
    charged (too much|more than|extra)
    more than .. (agreed|quoted|advertised|authorised|authorized|approved)
    (quoted|agreed|price was|said) .. but .. (charged|billed|paid)
    (extra|hidden|additional|unexpected) (fee|fees|charge|charges)
    not .. (price|amount|sum) .. agreed
    instead of .. (charged|paid)
    """,
    """
    סכום (גבוה|שונה|שגוי|לא נכון|אחר|מופרז)
    הסכום (גבוה|שונה|שגוי|לא נכון|אינו נכון)
    (חיוב|חויבתי|חייבתם|גבו) (ביתר|יותר|יתר)
    (סיכמנו|סוכם|הוסכם|הובטח מחיר|נאמר לי) .. (וירד|חויבתי|חייבתם|גבו|וחייבתם|שילמתי|אבל|וחויבתי|והורידו|ובפועל)
    (יותר|גבוה) (ממה|מהמחיר|מהסכום|מהמוסכם|מהמסוכם)
    (מחיר|סכום) .. (לא|שונה) .. (סוכם|שסוכם|המוסכם|שסיכמנו|הוסכם)
    (תוספת|תוספות|עמלה|עמלות) (שלא|לא|נסתרת|נסתרות)
    במקום .. (חויבתי|חייבתם|ירד|גבו)
    """,
)

_AUTHORIZATION = phrases(
    """
    (no|without|missing|invalid|expired) (authorization|authorisation|approval)
    (authorization|authorisation) .. (declined|missing|expired|not)
    declined .. (charged|anyway)
    """,
    """
    (ללא|בלי|היעדר|העדר) אישור (עסקה|תקף|אשראי)
    (העסקה|הכרטיס) (סורבה|סורב|נדחתה|נדחה) .. (חויבתי|חויב|חויבה|ירד)
    """,
)

_PROCESSING = phrases(
    """
    (late presentment|wrong currency|incorrect currency|wrong account|incorrect account)
    charged in (dollars|euros|another|a different|the wrong)
    (atm|cash machine|machine) .. (not|never) .. (dispense|dispensed|give|gave)
    (credit|refund) .. (charged|debited) instead
    bank (cannot|can not) process
    """,
    """
    (מטבע|חשבון) (שגוי|אחר|לא נכון)
    (כספומט|המכשיר) .. לא (הוציא|נתן|ניתן)
    (חויבתי|חייבתם) ב(דולר|דולרים|יורו)
    (שודר|שודרה) .. (באיחור|מאוחר)
    """,
)

# Phrases that look like a claim and are none: they take their words out of the reckoning.
NO_CLAIM = phrases(
    """
    (not|never) .. (received|receive|got|get|gotten) .. (answer|reply|response|email|e-mail)
    (not|never) .. (received|receive|got|get|gotten) .. (invoice|receipt|confirmation|call|help)
    no (answer|reply|response)
    not (cancel*|return*) .. (denial|dispute)
    cancel .. (denial|dispute|chargeback|card)
    (cancelled|canceled) my card
    (lost|stolen) (time|patience|sleep)
    """,
    """
    לא (קיבלתי|קיבלנו|קבלתי) .. (תשובה|מענה|חשבונית|קבלה|מייל|אישור|הסבר|עזרה|יחס|תגובה)
    (לבטל|ביטול|בטלו) .. (ההכחשה|הכחשה|הכרטיס)
    (ביטלתי|ביטלנו) את (הכרטיס|כרטיס)
    עסקה (לא|אינה) (בוטלה|מבוטלת)
    """,
)

# Rank decides between two families in one claim: who took part comes before what was charged, that before what was supplied,
# that before how the deal ended (one cancels because it did not come). Families of one rank are equal.
FAMILY_WORDS: tuple[tuple[ClaimFamily, int, Phrases], ...] = (
    (ClaimFamily.NOT_ME, 1, _NOT_ME),
    (ClaimFamily.DUPLICATE, 2, _DUPLICATE),
    (ClaimFamily.AMOUNT_DIFFERS, 2, _AMOUNT),
    (ClaimFamily.CREDIT_NOT_PROCESSED, 2, _CREDIT),
    (ClaimFamily.NOT_RECEIVED, 3, _NOT_RECEIVED),
    (ClaimFamily.NOT_AS_DESCRIBED, 3, _NOT_AS_DESCRIBED),
    (ClaimFamily.CANCELLED, 4, _CANCELLED),
    (ClaimFamily.AUTHORIZATION, 5, _AUTHORIZATION),
    (ClaimFamily.PROCESSING_ERROR, 5, _PROCESSING),
)
