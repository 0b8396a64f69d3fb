"""Who says so: the word that a form gives as the source of an event."""

from yosher.evidence.model import Origin
from yosher.evidence.wording import evened, phrases, says

# In this order: the terminal of Isracard is the acquirer's word, the post office box of our shop the post's.
_TABLES = (
    (
        Origin.CARRIER,
        phrases(
            """
    courier*
    carrier*
    post
    postal
    post office
    driver
    mail carrier
    shipping company
    logistics
    dhl
    ups
    fedex
    usps
    dpd
    gls
    hermes
    royal mail
    aramex
    tnt
    """,
            """
    שליח*
    דואר
    משלוחן
    חברת (השילוח|המשלוחים|שילוח|משלוחים|הובלה)
    המוביל
    בלדר*
    נהג*
    """,
        ),
    ),
    (
        Origin.ACQUIRER,
        phrases(
            """
    acquirer*
    acquiring bank
    isracard
    max
    cal
    leumi card
    worldpay
    """,
            """
    סולק*
    ישראכרט
    מקס
    כאל
    לאומי קארד
    חברת (האשראי|אשראי|הסליקה|סליקה)
    """,
        ),
    ),
    (
        Origin.PROCESSOR,
        phrases(
            """
    processor*
    psp
    gateway
    stripe
    adyen
    paypal
    braintree
    square
    checkout.com
    klarna
    payme
    rapyd
    tranzila
    cardcom
    pelecard
    grow
    meshulam
    hyp
    yaadpay
    payplus
    shva
    payment provider
    """,
            """
    ספק (התשלומים|תשלומים)
    חברת (התשלומים|תשלומים)
    טרנזילה
    קארדקום
    פלאקארד
    משולם
    מאגד
    שב"א
    שער (התשלומים|תשלומים)
    """,
        ),
    ),
    (
        Origin.CUSTOMER,
        phrases(
            """
    customer*
    buyer*
    client
    clients
    cardholder*
    guest
    subscriber
    consumer
    patient
    recipient
    """,
            """
    לקוח*
    קונה
    הקונה
    בעל* הכרטיס
    מחזיק* הכרטיס
    צרכן*
    מזמין
    המזמינ*
    אורח*
    מנוי
    המנוי
    נמען
    הנמען
    """,
        ),
    ),
    (
        Origin.MERCHANT,
        phrases(
            """
    shop
    store
    staff
    owner
    we
    us
    merchant
    seller
    employee*
    manager
    office
    warehouse
    our (team|staff|shop|driver)
    me
    myself
    memory
    sales
    reception
    system
    log
    logs
    server
    website
    crm
    terminal
    """,
            """
    חנות
    עובד*
    בעל* (העסק|החנות)
    מוכר*
    אנחנו
    מנהל*
    צוות
    בית העסק
    המשרד
    משרד
    מחסן
    זיכרון
    מכירות
    קבלה
    מערכת*
    יומן*
    שרת*
    אתר
    מסוף
    קופה
    """,
        ),
    ),
    (
        Origin.THIRD_PARTY,
        phrases("""
    witness*
    neighbo*
    police
    hotel
    notary
    expert
    supplier*
    manufacturer*
    bank
    issuer*
    """, "עד\nעדה\nשכן\nשכנה\nמשטרה\nמומחה\nספק\nיצרן\nבנק\nמנפיק*"),
    ),
)  # fmt: skip

_SPOKEN_FOR_US = phrases(
    """
    our (driver|courier|messenger|van|technician)
    own delivery
    customer (service|support|care)
    """,
    """
    השליח שלנו
    נהג* שלנו
    שליח* מטעמנו
    שירות (לקוחות|הלקוחות)
    נציג* שלנו
    """,
)


def origin_of(source: str) -> Origin:
    """Who says so, by the source's word in Hebrew or English.

    Without a word it is the business's own telling, and so is "our system" in a form: a system speaks for itself only in a
    loaded record. A word that no table knows stays unknown, which counts no more than the business's own.
    """
    text = evened(source)
    if not text or says(text, _SPOKEN_FOR_US):
        return Origin.MERCHANT
    return next((origin for origin, table in _TABLES if says(text, table)), Origin.UNKNOWN)
