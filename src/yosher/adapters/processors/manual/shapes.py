"""The form's fields and words with their synonyms, in Hebrew and English. The guides list all of them, and a test compares."""

from collections.abc import Mapping

Fields = Mapping[str, tuple[str, ...]]  # our field → other names by which it is known

# What the form holds at its top; a section is one of these too.
TOP: Fields = {
    "language": ("שפה", "שפת התיק"),
    "place": ("מקום", "מקום העסקה", "מדינה", "country"),
    "business": ("עסק", "העסק"),
    "told_by": ("התקבל מ", "מי הודיע", "ההודעה", "נמסר על ידי", "received_from"),
    "denial": ("הכחשה", "ההכחשה", "פרטי ההכחשה", "dispute", "chargeback"),
    "transaction": ("עסקה", "העסקה", "פרטי העסקה", "payment"),
    "goods": ("תמורה", "מוצר", "מה נמכר", "product"),
    "customer": ("לקוח", "לקוחה", "הלקוח", "הלקוחה", "פרטי הלקוח"),
    "processor": ("ספק סליקה", "חברת סליקה", "סליקה", "psp"),
    "phase": ("שלב", "stage"),
    "sold_by": ("נמכר דרך", "דרך המכירה", "ערוץ המכירה"),
    "supplied": ("סופק", "סופקה", "התמורה סופקה"),
    "claim": ("טענה", "הטענה", "טענת הלקוח", "מה נטען", "דברי הלקוח"),
    "events": ("אירועים", "מה קרה", "השתלשלות", "timeline"),
    "exhibits": ("מוצגים", "ראיות", "מסמכים", "evidence"),
}

SECTIONS: Mapping[str, Fields] = {
    "business": {
        "kind": ("סוג", "צורת העסק"),
    },
    "told_by": {
        "kind": ("סוג", "מי"),
        "name": ("שם",),
        "channel": ("ערוץ", "איך", "דרך"),
        "received": ("התקבל", "תאריך קבלה", "התקבל ביום"),
        "answer_by": ("לענות עד", "מענה עד", "מועד אחרון", "מועד אחרון למענה", "due", "deadline"),
    },
    "denial": {
        "ref": ("אסמכתה", "אסמכתא", "מספר הכחשה", "מספר תיק", "case_number", "reference"),
        "network": ("רשת", "כרטיס", "סוג כרטיס", "מותג", "card"),
        "code": ("קוד", "קוד סיבה", "קוד הכחשה", "reason_code"),
        "sub": ("תת קוד", "תת סיבה", "sub_reason"),
        "reason": ("סיבה", "סיבת ההכחשה"),
        "amount": ("סכום", "סכום ההכחשה", "סכום מוכחש"),
        "currency": ("מטבע",),
        "date": ("תאריך", "תאריך ההכחשה"),
    },
    "transaction": {
        "id": ("מספר", "מספר עסקה", "מזהה"),
        "date": ("תאריך", "תאריך העסקה"),
        "amount": ("סכום", "סכום העסקה"),
        "currency": ("מטבע",),
        "order": ("הזמנה", "מספר הזמנה"),
        "arn": ("מספר הפניה של הסולק",),
        "authorization_code": ("מספר אישור", "קוד אישור", "auth_code"),
        "last4": ("ארבע ספרות אחרונות", "4 ספרות אחרונות", "ספרות אחרונות"),
        "descriptor": ("שם בדף הפירוט",),
        "card_present": ("כרטיס נוכח", "הכרטיס היה נוכח", "מסמך מלא"),
        "authenticated": ("אומתה", "אימות", "בוצע אימות", "three_ds"),
        "instalments": ("תשלומים", "מספר תשלומים", "installments"),
    },
    "goods": {
        "kind": ("סוג",),
        "description": ("תיאור", "פירוט", "שם"),
        "sold_by": ("נמכר דרך", "דרך המכירה"),
        "supplied": ("סופק", "סופקה"),
    },
    "customer": {
        "ref": ("מזהה", "מספר לקוח", "id"),
        "name": ("שם",),
        "email": ("דוא״ל", "דואל", "אימייל", "מייל"),
        "phone": ("טלפון", "נייד"),
        "language": ("שפה",),
        "protected": ("זכות מוגדלת", "אוכלוסייה מוגנת"),
    },
    "events": {
        "at": ("מתי", "תאריך", "ביום", "date", "when"),
        "kind": ("סוג", "מה"),
        "text": ("פירוט", "תיאור", "מה קרה", "note"),
        "source": ("מקור", "לפי"),
    },
    "exhibits": {
        "file": ("קובץ", "שם הקובץ"),
        "kind": ("סוג",),
        "date": ("תאריך",),
        "shows": ("מראה", "מה רואים", "תיאור", "note"),
    },
}

# A section that is only a word: which of its fields the word fills (`customer: Dana`, `told_by: ישראכרט`).
LONE: Mapping[str, str] = {"business": "kind", "told_by": "name", "goods": "description", "customer": "name", "transaction": "id"}

# What is said under the cover of mediation or an offer stays out of the case's claim and facts.
CONFIDENTIAL = frozenset(
    {"mediation", "offer", "offers", "settlement", "compromise", "blind_bid", "גישור", "הצעה", "הצעות", "פשרה", "הצעת פשרה", "הסדר"}
)

# Our words for a field's value → how people say them. The words of the vocabulary (phase, events, exhibits) come on top.
VALUES: Mapping[str, Fields] = {
    "language": {"he": ("עברית", "hebrew", "iw"), "en": ("אנגלית", "english")},
    "business kind": {
        "company": ("חברה", "חברה בע״מ", "תאגיד", "ltd"),
        "sole_trader": ("עוסק", "עוסק מורשה", "עוסק פטור", "עצמאי", "עצמאית", "sole trader"),
        "person": ("אדם פרטי", "פרטי"),
    },
    "told_by kind": {
        "processor": ("ספק סליקה", "סליקה", "psp"),
        "acquirer": ("סולק", "חברת אשראי", "חברת כרטיסי אשראי"),
        "issuer": ("מנפיק",),
        "bank": ("בנק", "הבנק"),
        "customer": ("לקוח", "לקוחה", "הלקוח", "הלקוחה"),
        "lawyer": ("עורך דין", "עורכת דין", "עו״ד"),
        "platform": ("פלטפורמה", "זירת מסחר", "אתר מכירות"),
    },
    "channel": {
        "letter": ("מכתב", "דואר"),
        "mail": ("דוא״ל", "דואל", "מייל", "אימייל", "email", "e-mail"),
        "phone": ("טלפון", "שיחה"),
        "portal": ("אתר", "אזור אישי", "website"),
        "chat": ("צ׳אט", "וואטסאפ", "whatsapp"),
        "fax": ("פקס",),
    },
    "goods kind": {
        "physical": ("מוצר", "מוצר פיזי", "פיזי"),
        "digital": ("דיגיטלי", "מוצר דיגיטלי"),
        "service": ("שירות",),
        "subscription": ("מנוי",),
        "event": ("אירוע", "כרטיסים לאירוע"),
        "money": ("כסף", "העברת כסף"),
    },
    "sold_by": {
        "web": ("אתר", "אינטרנט", "online"),
        "phone": ("טלפון", "בטלפון"),
        "chat": ("צ׳אט", "וואטסאפ", "whatsapp"),
        "shop": ("חנות", "בחנות", "store"),
    },
    "protected": {
        "senior": ("אזרח ותיק", "אזרחית ותיקה", "אזרחים ותיקים"),
        "disabled": ("אדם עם מוגבלות", "אנשים עם מוגבלות", "מוגבלות"),
        "new_immigrant": ("עולה חדש", "עולה חדשה", "עולים חדשים"),
    },
    "bool": {
        "true": ("yes", "y", "on", "כן", "נכון"),
        "false": ("no", "n", "off", "לא"),
    },
    "phase": {
        "alert": ("התראה",),
        "inquiry": ("בירור", "בירור חיוב"),
        "first_chargeback": ("הכחשה", "chargeback"),
        "pre_arbitration": ("טרום בוררות", "pre-arbitration"),
        "direct": ("ישיר", "מול הלקוח"),
    },
    "event": {
        "agreement": ("הסכם", "חוזה"),
        "sale": ("הזמנה", "order"),
        "payment": ("חיוב", "charge"),
        "shipped": ("משלוח", "נשלחה", "יצא למשלוח"),
        "delivered": ("מסירה", "נמסרה", "הגיע"),
        "collected": ("איסוף", "נאסף בחנות"),
        "service_given": ("ניתן שירות", "שירות"),
        "used": ("שימוש",),
        "login": ("כניסה", "התחברות"),
        "message_in": ("הודעה מהלקוח", "פנייה של הלקוח"),
        "message_out": ("הודעה ללקוח", "תשובה ללקוח"),
        "call": ("שיחת טלפון",),
        "promise": ("הבטחה",),
        "cancellation_request": ("ביטול", "cancellation"),
        "return": ("החזרה", "המוצר הוחזר"),
        "refund": ("זיכוי", "החזר כספי"),
        "refund_promised": ("הבטחת זיכוי",),
        "denial_notice": ("הכחשה",),
        "demand": ("דרישה",),
        "id_checked": ("בדיקת זהות",),
        "three_ds": ("3ds", "3d secure", "אימות תלת־ממדי"),
    },
    "evidence": {
        "proof_of_delivery": ("אישור מסירה", "תעודת משלוח", "delivery note"),
        "signed_delivery_confirmation": ("אישור מסירה חתום",),
        "tracking_number": ("מספר מעקב", "מספר משלוח"),
        "customer_communication": ("התכתבות", "הודעות", "correspondence"),
        "order_confirmation": ("אישור הזמנה",),
        "transaction_receipt": ("שובר", "קבלה", "receipt"),
        "itemized_receipts": ("חשבונית", "חשבונית מס", "invoice"),
        "terms_accepted_record": ("תקנון", "אישור תקנון"),
        "refund_policy": ("מדיניות החזרים",),
        "return_policy": ("מדיניות החזרות",),
        "cancellation_policy": ("מדיניות ביטולים", "תנאי ביטול"),
        "refund_record": ("אישור זיכוי",),
        "product_photos": ("צילום המוצר", "תמונות מוצר"),
        "call_recording": ("הקלטה",),
    },
}
