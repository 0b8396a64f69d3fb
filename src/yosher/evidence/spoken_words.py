"""What people say to each other about a deal, as tables of phrases in English and Hebrew: asked, promised, admitted."""

from yosher.evidence.wording import phrases

# A customer asks to end the deal. "Cancel" of a card or of a denial is no such request.
ASKS_TO_CANCEL = phrases(
    """
    (please|want to|wants to|would like to) (cancel|unsubscribe|stop the subscription|terminate|end my subscription)
    (asked to|wish to|need to|trying to|like to) (cancel|unsubscribe|stop the subscription|terminate|end my subscription)
    cancel (my|the|this|our) (order|subscription|membership|account|booking|reservation|plan|purchase|contract|service)
    i (cancel|cancelled|canceled) (it|my|the|this|on|by)
    (cancellation|cancelation) (request|notice)
    do not renew
    """,
    """
    (מבקש|מבקשת|ביקש|ביקשה|רוצה|אבקש|נא|בבקשה|מבקשים|אבקשכם) .. (לבטל|ביטול|להתנתק|להפסיק)
    (בטלו|תבטלו|תבטל|תבטלי|לבטל) .. (המנוי|ההזמנה|העסקה|הרכישה|לי|הקנייה|הקניה)
    (ביטלתי|אני מבטל|אני מבטלת|מודיע על ביטול|מודיעה על ביטול)
    (בקשת|הודעת) ביטול
    לא לחדש
    """,
)
NOT_ABOUT_THE_DEAL = phrases("cancel .. (card|dispute|denial|chargeback)", "(לבטל|ביטלתי|ביטול) .. (ההכחשה|הכחשה|הכרטיס|כרטיס האשראי)")

PROMISES_REFUND = phrases(
    """
    (will|we'll|going to|shall) .. (refund|credit|give .. money back|return the money|return your money|reimburse)
    (refund|credit) (is|has been|was|will be) (approved|on its way|issued|processed|promised|being processed|coming|sent)
    (approved|promised|authorised|authorized) .. (refund|credit)
    (you|she|he|they) will (get|receive) .. (refund|credit|money back)
    promised a refund
    """,
    """
    (נזכה|אזכה|נחזיר|אחזיר|נשיב|יזוכה|תזוכי) .. (זיכוי|החזר|כסף|אתכם|אותך|חזרה|כספי|אותכם|הכרטיס|הסכום|התשלום)
    (תזוכו|תקבלו|תקבל|תקבלי|נבצע|נעשה|נוציא) .. (זיכוי|החזר|כסף|אתכם|אותך|חזרה|כספי|אותכם|הכרטיס|הסכום|התשלום)
    (זיכוי|החזר|הזיכוי|ההחזר) (אושר|יבוצע|יינתן|בדרך|יועבר|ייכנס|בטיפול|הובטח)
    (הובטח|הבטחנו|הבטחתי|הבטיחה|הבטיח) .. (זיכוי|החזר|להחזיר|לזכות)
    (אישרנו|אושר) .. (זיכוי|החזר)
    """,
)
CONDITION = phrases(
    """
    if (you|the|it)
    once (you|we|the)
    provided (that|the)
    subject to
    after (you|we|the) (return|receive|inspect*)
    when (you|we|the) .. (return|receive)
    unless
    on condition
    """,
    """
    (אם|בתנאי|כפוף|בכפוף|לאחר|אחרי|ברגע|כאשר|רק) .. (תחזירו|תחזיר|תחזירי|שתחזירו|יוחזר|שיוחזר)
    (אם|בתנאי|כפוף|בכפוף|לאחר|אחרי|ברגע|כאשר|רק) .. (נקבל|שנקבל|קבלת|החזרת|בדיקה|בדיקת|המוצר)
    בתנאי ש*
    אלא אם
    """,
)
REFUSES = phrases(
    """
    (can not|will not|cannot|unable to|not able to|do not|no) .. (refund|credit)
    """,
    "(לא|אין) .. (נוכל|ניתן|אפשר|זיכוי|החזר|נזכה|נחזיר)",
)

ADMITS_FAULT = phrases(
    """
    (our|my) (mistake|fault|error|bad)
    (we|i) (forgot|failed|made a mistake|messed up|mixed up)
    (we|i) (sent the wrong|shipped the wrong|never shipped|never sent|lost)
    (was|is) our (fault|mistake|responsibility)
    we did not (ship|send|deliver|cancel|process|refund|answer)
    (out of stock|sold out|backordered)
    (known|recurring) (issue|problem|fault|defect)
    sorry .. (delay|late|mistake|wrong|defect|damaged|problem|mix)
    (apologise|apologize|apologies) .. (delay|late|mistake|wrong|defect|damaged|problem|mix)
    """,
    """
    (טעות|תקלה|אשמה|באשמתנו) (שלנו|אצלנו|מצדנו)
    (טעינו|שכחנו|פישלנו|התבלבלנו)
    (שכחתי|טעיתי) .. (לשלוח|לבטל|לזכות|להחזיר)
    לא (שלחנו|ביטלנו|זיכינו|טיפלנו|סיפקנו)
    שלחנו .. (לא נכון|שגוי|אחר|בטעות)
    (אזל|נגמר) .. (המלאי|במלאי|מהמלאי)
    (בעיה|תקלה|פגם) (ידועה|מוכרת|ידוע|מוכר)
    (מתנצלים|סליחה|מצטערים|מתנצל|מתנצלת|מצטער|מצטערת) .. (איחור|עיכוב|טעות|תקלה|פגם|הטעות|התקלה|האיחור|העיכוב)
    """,
)
ACCEPTS_RETURN = phrases(
    """
    (we|i) (accept|agree to|approve|approved|accepted) .. return
    return (is|was|has been|request) .. (approved|accepted|authorised|authorized)
    (please|you can|you may) (return|send) .. (it|item|product|goods|back)
    (received|got) .. (your|the|returned) (return|returned item|returned goods|parcel back|item back)
    (item|product|goods|parcel) .. (received back|arrived back|back in our warehouse)
    rma
    """,
    """
    (אישרנו|מאשרים|אושרה|אנו מאשרים|מקבלים) .. (החזרה|ההחזרה|להחזיר)
    (אפשר|ניתן|מוזמנים|אנא|נא) (להחזיר|החזירו|לשלוח חזרה|לשלוח בחזרה)
    (קיבלנו|התקבל|התקבלה|הגיע|הגיעה) .. (המוצר המוחזר|ההחזרה|בחזרה|חזרה למחסן|חזרה אלינו|החזרה)
    """,
)
CONSENTS_TO_CHANGE = phrases(
    """
    (agree|agreed|approve|approved|accept) .. (price|addition|extra|change|new total|upgrade)
    (accepted|confirm|confirmed|okay|ok|fine) .. (price|addition|extra|change|new total|upgrade)
    (agree|agreed|approve|approved|accept) .. (difference|increase|fee|sum|amount|total)
    (accepted|confirm|confirmed|okay|ok|fine) .. (difference|increase|fee|sum|amount|total)
    (yes|sure) .. (add|upgrade|go ahead|charge)
    go ahead
    """,
    """
    (מאשר|מאשרת|מסכים|מסכימה|אישרתי|מקובל עליי) .. (תוספת|התוספת|מחיר|המחיר|שינוי|השינוי)
    (מאשר|מאשרת|מסכים|מסכימה|אישרתי|מקובל עליי) .. (הסכום|הפרש|ההפרש|שדרוג|השדרוג|סכום)
    (מקובל עלי|אישור|אישרה|אישר|מאשרים|הסכים|הסכימה) .. (תוספת|התוספת|מחיר|המחיר|שינוי|השינוי)
    (מקובל עלי|אישור|אישרה|אישר|מאשרים|הסכים|הסכימה) .. (הסכום|הפרש|ההפרש|שדרוג|השדרוג|סכום)
    (כן|בסדר|סבבה) .. (תוסיפו|תוסיף|שדרגו|תחייבו|תמשיכו)
    """,
)
AGREED_SUM = phrases(
    """
    agreed (price|total|sum|amount|on|upon|to pay)
    agreed
    quote*
    quotation
    price offer
    offer of
    total price
    total agreed
    price as agreed
    """,
    """
    סיכמנו
    סוכם
    הוסכם
    הצעת מחיר
    המחיר שסוכם
    הסכום שסוכם
    סה"כ שסוכם
    במחיר של
    סוכם על
    """,
)

LOSS_OF_CARD = phrases(
    """
    (card|wallet|phone|account|purse) .. (stolen|lost|hacked|taken over|compromised)
    (stole|lost|hacked) my (card|wallet|phone|account|purse)
    reported .. (stolen|lost)
    """,
    """
    (הכרטיס|הארנק|הטלפון|החשבון|כרטיס) .. (נגנב|אבד|נפרץ|נגנבו)
    (גנבו|פרצו) .. (הכרטיס|הארנק|הטלפון|החשבון|כרטיס)
    (איבדתי|אבד לי) את (הכרטיס|הארנק)
    אבד לי הכרטיס
    דיווח* על (גניבה|אובדן)
    """,
)
HANDED_TO_OTHER = phrases(
    """
    neighbo*
    doorman
    reception
    receptionist
    security guard
    concierge
    left at the (gate|door|lobby|entrance)
    signed by someone
    (flatmate|roommate|housekeeper|caretaker|janitor)
    """,
    """
    שכן
    שכנה
    שכנים
    שומר
    דלפק (הקבלה|קבלה)
    (הושאר|הונח|הושארה|הונחה) .. (ליד|בכניסה|מחוץ|בלובי)
    מנקה
    מזכירה
    אב הבית
    """,
)
ONLY_LABEL = phrases(
    """
    (label|shipping label) (created|printed|generated)
    label created
    pre-transit
    shipment information (sent|received)
    (awaiting|waiting for|pending) (item|pickup|carrier|pick-up)
    not yet (received|picked up|scanned)
    """,
    """
    (הופקה|נוצרה|הודפסה) תווית
    תווית (משלוח|הופקה|נוצרה)
    ממתין לאיסוף
    טרם (נאסף|נסרק|התקבל אצל)
    התקבל מידע על המשלוח
    """,
)
SCANNED = phrases(
    """
    in transit
    out for delivery
    delivered
    picked up by (carrier|courier)
    collected by (carrier|courier)
    signed by
    handed to
    received by
    arrived at
    """,
    """
    נמסר*
    בדרך
    נאסף (על ידי|ע"י) (השליח|חברת)
    יצא למשלוח
    הגיע ל*
    חתם
    חתמה
    """,
)
ONLY_A_PART = phrases(
    """
    (1|2|3|one|two|first) of (2|3|4|5|two|three|four|five) (parcel*|package*|box*|item*|shipment*|deliver*)
    (part|partial) (shipment|delivery|shipped)
    part of the order
    (rest|remaining|remainder|other items|missing items) .. (later|follow|follows|backorder|will be|shipped)
    backorder*
    """,
    """
    (חלק|חלקי|חלקית) מההזמנה
    (משלוח|אספקה|מסירה) (חלקי|חלקית)
    (יתר|שאר|יתרת) .. (יישלח|יישלחו|תישלח|בהמשך|חסר|חסרים|יסופק)
    (1|2|3|אחת|אחד|שתיים) מתוך (2|3|4|5|שתיים|שניים|שלוש|שלושה) (חבילות|פריטים|משלוחים|ארגזים|קרטונים)
    """,
)
WHOLE = phrases(
    """
    (2 of 2|3 of 3|4 of 4|5 of 5|1 of 1|two of two|three of three)
    (both|all) (parcels|packages|items|parts|boxes)
    rest .. delivered
    """,
    """
    (2 מתוך 2|3 מתוך 3|4 מתוך 4|1 מתוך 1)
    (כל|שתי|שני) (החבילות|הפריטים|המוצרים|החלקים)
    ההזמנה המלאה
    """,
)
FAILED_CHECK = {
    "avs": phrases("""
    avs .. (mismatch|no match|failed|n|not match*)
    address (check|verification) .. (mismatch|no match|failed|not match*)
    address does not match
    """, """
    (בדיקת|אימות) (כתובת|הכתובת) .. (נכשל|נכשלה|אין התאמה|לא תואמת|לא תואם)
    avs .. (נכשל|נכשלה|לא תואם|אין התאמה)
    """),
    "cvv": phrases("""
    (cvv|cvc|cvv2|security code) .. (mismatch|no match|failed|n|not match*)
    """, """
    (cvv|שלוש הספרות|3 ספרות|קוד האבטחה|שלוש ספרות) .. (נכשל|נכשלה|אין התאמה|לא תואם|לא תואמות|שגוי|שגויות)
    """),
    "three_ds": phrases("""
    (fail*|rejected|not authenticated|declined|abandoned|timed out|unsuccessful)
    not (completed|passed|authenticated)
    eci (7|07)
    """, "(נכשל|נכשלה|נדחה|לא אומת|לא הושלם|לא עבר|ננטש)"),
}  # fmt: skip
OTHER_BASKET = phrases(
    """
    (another|different|second|additional|other) (item|product|order|purchase|size|colour|color)
    """,
    """
    (פריט|מוצר|הזמנה|רכישה|מידה|צבע) (אחר|אחרת|שני|שנייה|נוסף|נוספת)
    """,
)
SAME_BASKET = phrases(
    """
    same (basket|cart|items|item|product|order)
    retry
    retried
    (time-out|timeout|timed out)
    clicked twice
    double click
    """,
    """
    אותו (סל|מוצר|פריט)
    אותה (הזמנה|עגלה)
    ניסיון חוזר
    לחיצה כפולה
    לחץ פעמיים
    לחצה פעמיים
    """,
)
PAID_ANOTHER_WAY = phrases(
    """
    (paid|payment|settled) .. (in cash|by cash|bank transfer|by transfer|by cheque|by check|another card)
    also paid
    """,
    """
    (שולם|שילם|שילמה|שילמו|התקבל תשלום) .. (במזומן|בהעברה|בצ'ק|בשיק|בביט|בכרטיס אחר|בפייבוקס)
    """,
)
ALREADY_PAID_TWICE = phrases(
    """
    (second|double|duplicate) (charge|payment)
    charged (twice|again)
    """,
    """
    (חיוב|תשלום) (כפול|שני|נוסף)
    (חויב|חויבה|נגבה) (פעמיים|שוב)
    """,
)
NOT_SENT = phrases(
    """
    (not|never|not been|never been) (shipped|sent|dispatched|delivered|supplied|ordered|performed)
    (out of stock|sold out|no stock|discontinued)
    (could not|cannot|unable to|did not) (ship|supply|deliver|send)
    """,
    """
    (לא|טרם) (נשלח|נשלחה|סופק|סופקה|נמסר|יצא|יצאה|בוצע|ניתן)
    (אזל|נגמר|חסר) .. (מלאי|המלאי|במלאי)
    לא (שלחנו|סיפקנו|יכולנו לספק)
    """,
)
USED_ON_RETURN = phrases(
    """
    (used|worn|damaged|incomplete|missing|empty box|different item|other item|wrong item|opened)
    """,
    """
    (משומש|נעשה שימוש|פגום|חסר|חלקי|ריקה|ריק|מוצר אחר|פריט אחר|נפתח|בלוי)
    """,
)
DELIVERY_BY = phrases(
    """
    (deliver*|arriv*|ship*|supply|supplied|ready|completed|performed) .. (by|until|before|on|no later than)
    (by|until) .. (deliver*|arriv*)
    """,
    """
    (אספקה|משלוח|מסירה|יגיע|תגיע|יסופק|תסופק|יימסר|תימסר|נספק|הגעה|ביצוע) .. (עד|ביום|לא יאוחר|בתאריך)
    (עד|לא יאוחר) .. (אספקה|משלוח|מסירה|יגיע|תגיע)
    """,
)
BACK_TO_SENDER = phrases(
    """
    (returned|return|sent back|returning) to (sender|the sender|shipper|us)
    (undeliverable|undelivered)
    (could not|unable to) (deliver|be delivered)
    delivery (failed|unsuccessful)
    (recipient|addressee) (refused|unknown|not found)
    """,
    """
    (הוחזר|הוחזרה|חזר|חזרה|הושב|הושבה) (לשולח|אלינו|למחסן)
    לא (נמסר|נמסרה|ניתן למסור|אותר הנמען)
    (מסירה|המסירה) (נכשלה|לא צלחה)
    הנמען (לא אותר|סירב|לא נמצא)
    """,
)
# Sums that are not the total: parts that come on top, or rates that repeat.
NOT_THE_TOTAL = phrases(
    """
    (plus|excluding|without) (delivery|shipping|vat|tax|tip|fees)
    (payments|instalments|installments) of
    (per|a|each) (month|week|year|hour|day|night)
    (monthly|weekly|hourly|deposit|down payment)
    """,
    """
    (בתוספת|ועוד|פלוס|לא כולל|ללא) (משלוח|מע"מ|טיפ|שירות|הובלה|עמלה)
    (תשלומים|תשלום) (של|בסך)
    (לחודש|לשבוע|לשנה|לשעה|ליום|ללילה|חודשי|חודשית)
    (מקדמה|פיקדון)
    """,
)
