"""The form's words → ours, as tables: field names with their Hebrew synonyms, and the words of closed values."""

from collections.abc import Mapping

# Section → field → other spellings of the field. The first name of a field is the form's own (interfaces: the manual form).
FIELDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "": {
        "language": ("שפה",),
        "place": ("מקום", "country", "ארץ", "מדינה"),
        "business": ("עסק", "merchant", "בית_עסק"),
        "told_by": ("נמסר_על_ידי", "הודיע", "מי_הודיע", "received_from"),
        "denial": ("הכחשה", "dispute", "chargeback"),
        "transaction": ("עסקה", "payment", "תשלום"),
        "goods": ("מוצר", "product", "שירות", "פריט", "מה_נמכר"),
        "customer": ("לקוח", "לקוחה", "cardholder", "מחזיק_כרטיס"),
        "processor": ("חברת_סליקה", "סליקה", "psp"),
        "phase": ("שלב", "stage"),
        "sold_by": ("נמכר_דרך", "אופן_המכירה", "ערוץ_מכירה"),
        "supplied": ("סופק", "נמסר", "ניתן"),
        "claim": ("טענה", "טענת_הלקוח", "מה_הלקוח_טוען"),
        "events": ("אירועים", "מה_קרה", "timeline"),
        "exhibits": ("מוצגים", "ראיות", "מסמכים", "evidence"),
    },
    "business": {"kind": ("סוג",), "name": ("שם",)},
    "told_by": {
        "kind": ("סוג",),
        "name": ("שם",),
        "channel": ("אמצעי", "ערוץ", "דרך"),
        "received": ("התקבל", "התקבלה", "תאריך_קבלה"),
        "answer_by": ("להשיב_עד", "מועד_תשובה", "מועד_אחרון", "due"),
    },
    "denial": {
        "network": ("רשת", "כרטיס", "scheme"),
        "code": ("קוד", "קוד_סיבה", "reason_code"),
        "sub": ("תת_סיבה", "sub_reason"),
        "amount": ("סכום",),
        "currency": ("מטבע",),
        "ref": ("מספר_תיק", "מספר_הכחשה", "case_number", "reference"),
        "phase": ("שלב", "stage"),
        "date": ("תאריך", "opened"),
    },
    "transaction": {
        "id": ("מזהה", "מספר", "מספר_עסקה"),
        "order": ("הזמנה", "מספר_הזמנה"),
        "date": ("תאריך",),
        "amount": ("סכום",),
        "currency": ("מטבע",),
        "card_present": ("כרטיס_נוכח", "כרטיס_הוצג"),
        "authenticated": ("אומת", "אימות", "three_ds", "3ds"),
        "instalments": ("תשלומים", "מספר_תשלומים", "installments"),
        "arn": ("אסמכתה",),
        "authorization_code": ("מספר_אישור", "auth_code"),
        "last4": ("ארבע_ספרות", "סיומת_כרטיס", "card_ending"),
        "descriptor": ("שם_בדף_הפירוט",),
    },
    "goods": {"kind": ("סוג",), "description": ("תיאור",)},
    "customer": {
        "ref": ("מזהה", "id"),
        "name": ("שם",),
        "email": ("מייל", "דואל", "אימייל"),
        "phone": ("טלפון",),
        "language": ("שפה",),
        "protected": ("קבוצה_מוגנת", "הגנה"),
    },
    "events": {"at": ("מתי", "תאריך", "date"), "kind": ("סוג", "מה"), "text": ("תיאור", "פירוט"), "source": ("מקור", "לפי")},
    "exhibits": {"file": ("קובץ",), "kind": ("סוג",), "date": ("תאריך", "at"), "shows": ("מראה", "מה_רואים", "note")},
}

# Words of closed values → ours. What is not here keeps its raw word.
YES = ("yes", "true", "כן", "1", "y")
NO = ("no", "false", "לא", "0", "n")
BUSINESS = {
    "company": ("חברה", 'חברה בע"מ', 'בע"מ', "ltd"),
    "sole_trader": ("עוסק מורשה", "עוסק פטור", "עוסק", "sole trader"),
    "person": ("אדם", "אדם פרטי", "פרטי"),
}
TOLD_BY = {
    "acquirer": ("סולק", "סולקת", "חברת אשראי", "חברת כרטיסי אשראי"),
    "issuer": ("מנפיק", "מנפיקה"),
    "bank": ("בנק",),
    "processor": ("חברת סליקה", "סליקה", "psp"),
    "customer": ("לקוח", "לקוחה"),
    "lawyer": ("עורך דין", "עורכת דין", 'עו"ד'),
    "platform": ("פלטפורמה", "אתר"),
}
CHANNEL = {
    "letter": ("מכתב",),
    "mail": ("מייל", "דואל", "email", "e-mail", "דואר אלקטרוני"),
    "phone": ("טלפון",),
    "portal": ("פורטל", "אתר"),
    "fax": ("פקס",),
}
GOODS = {
    "physical": ("פיזי", "מוצר", "סחורה"),
    "digital": ("דיגיטלי",),
    "service": ("שירות",),
    "subscription": ("מנוי",),
    "event": ("אירוע", "כרטיסים"),
    "money": ("כסף",),
}
SOLD_BY = {
    "web": ("אתר", "אינטרנט", "online"),
    "phone": ("טלפון", "מוקד"),
    "chat": ("צ'אט", "צ׳אט", "וואטסאפ", "whatsapp"),
    "shop": ("חנות", "סניף", "store"),
}
PROTECTED = {
    "senior": ("קשיש", "קשישה", "אזרח ותיק", "אזרחית ותיקה", "65+"),
    "disabled": ("אדם עם מוגבלות", "מוגבלות", "נכה"),
    "new_immigrant": ("עולה חדש", "עולה חדשה", "עולה"),
}
LANGUAGES = {"he": ("עברית", "hebrew", "iw"), "en": ("אנגלית", "english")}
PHASES = {
    "first_chargeback": ("chargeback", "first"),
    "pre_arbitration": ("pre-arbitration", "prearbitration"),
    "inquiry": (),
    "retrieval": (),
}
