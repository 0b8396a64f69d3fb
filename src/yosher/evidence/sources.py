"""Who says so: the word that a form gives as the source of an event."""

from yosher.evidence.model import Origin
from yosher.evidence.wording import evened, phrases, says

# In this order: the terminal of Isracard is the acquirer's word, the post office box of our shop the post's.
_TABLES = (
    (
        Origin.CARRIER,
        phrases(
            "courier*\ncarrier*\npost\npostal\npost office\ndriver\nmail carrier\nshipping company\nlogistics\ndhl\nups\nfedex\nusps\ndpd\ngls\nhermes\nroyal mail\naramex\ntnt",
            "שליח*\nדואר\nמשלוחן\nחברת (השילוח|המשלוחים|שילוח|משלוחים|הובלה)\nהמוביל\nבלדר*\nנהג*",
        ),
    ),
    (
        Origin.ACQUIRER,
        phrases(
            "acquirer*\nacquiring bank\nisracard\nmax\ncal\nleumi card\nworldpay",
            "סולק*\nישראכרט\nמקס\nכאל\nלאומי קארד\nחברת (האשראי|אשראי|הסליקה|סליקה)",
        ),
    ),
    (
        Origin.PROCESSOR,
        phrases(
            "processor*\npsp\ngateway\nstripe\nadyen\npaypal\nbraintree\nsquare\ncheckout.com\nklarna\npayme\nrapyd\ntranzila\ncardcom\npelecard\ngrow\nmeshulam\nhyp\nyaadpay\npayplus\nshva\npayment provider",
            "ספק (התשלומים|תשלומים)\nחברת (התשלומים|תשלומים)\nטרנזילה\nקארדקום\nפלאקארד\nמשולם\nמאגד\nשב\"א\nשער (התשלומים|תשלומים)",
        ),
    ),
    (
        Origin.CUSTOMER,
        phrases(
            "customer*\nbuyer*\nclient\nclients\ncardholder*\nguest\nsubscriber\nconsumer\npatient\nrecipient",
            "לקוח*\nקונה\nהקונה\nבעל* הכרטיס\nמחזיק* הכרטיס\nצרכן*\nמזמין\nהמזמינ*\nאורח*\nמנוי\nהמנוי\nנמען\nהנמען",
        ),
    ),
    (
        Origin.MERCHANT,
        phrases(
            "shop\nstore\nstaff\nowner\nwe\nus\nmerchant\nseller\nemployee*\nmanager\noffice\nwarehouse\nour (team|staff|shop|driver)\nme\nmyself\nmemory\nsales\nreception\nsystem\nlog\nlogs\nserver\nwebsite\ncrm\nterminal",
            "חנות\nעובד*\nבעל* (העסק|החנות)\nמוכר*\nאנחנו\nמנהל*\nצוות\nבית העסק\nהמשרד\nמשרד\nמחסן\nזיכרון\nמכירות\nקבלה\nמערכת*\nיומן*\nשרת*\nאתר\nמסוף\nקופה",
        ),
    ),
    (
        Origin.THIRD_PARTY,
        phrases("witness*\nneighbo*\npolice\nhotel\nnotary\nexpert\nsupplier*\nmanufacturer*\nbank\nissuer*", "עד\nעדה\nשכן\nשכנה\nמשטרה\nמומחה\nספק\nיצרן\nבנק\nמנפיק*"),
    ),
)  # fmt: skip

_SPOKEN_FOR_US = phrases(
    "our (driver|courier|messenger|van|technician)\nown delivery\ncustomer (service|support|care)",
    "השליח שלנו\nנהג* שלנו\nשליח* מטעמנו\nשירות (לקוחות|הלקוחות)\nנציג* שלנו",
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
