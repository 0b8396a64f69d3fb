"""Words about the coming of goods, as tables in English and Hebrew: what confirms it, what only reports, asks, hopes or denies it."""

from yosher.evidence.wording import phrases, word_set

# The customer's own "it came". Whose the verb is, is looked at in `receipt.py`: "you got it" and "she got it" say nothing.
# "Got it" and "קיבלתי, תודה" alone mean as often "understood" or "your message came": they are not here.
CAME = phrases(
    """
    (received|collected) (it|them|everything|package|parcel|item|items|goods|delivery)
    got (it|them|everything) (today|yesterday|this morning|safely|on)
    got (package|parcel)
    picked (it|them|everything|package|parcel|order) up
    picked up (it|them|everything|package|parcel|order)
    (package|parcel|item|items|goods|delivery) received
    (it|they|everything) (arrived|came|has arrived|have arrived|has come|have come|is here|are here|has landed)
    (it's|they're) here
    (it|they|everything) (finally|just|already|safely) (arrived|came)
    (it|they|everything) (has|have) (finally|just|already) (arrived|come)
    (it|they|everything) (was|were|has been|have been|got) delivered
    (arrived|delivered) (today|yesterday|safely|this morning)
    arrived (fine|well|on time|in one piece)
    """,
    """
    (קיבלתי|קיבלנו|קבלתי|אספתי|אספנו) (הכל|הכול|אותו|אותה|אותם|היום|אתמול|הבוקר)
    (קיבלתי|קיבלנו|קבלתי|אספתי|אספנו) את (הכל|הכול)
    (הכל|הכול|זה) (הגיע|אצלי|אצלנו)
    (הכל|הכול|זה) (כבר|סוף סוף) הגיע
    (הגיע|הגיעה|הגיעו) (היום|אתמול|הבוקר|בשלום|בזמן|תקין|תקינה|תודה|הכל|הכול)
    """,
)
# The same of goods by name: `{}` is their word, `*` any one word.
CAME_BY_NAME = (
    "{} (arrived|has arrived|have arrived|came|has come|have come|is here|are here|has been delivered|have been delivered)",
    "{} (was|were|got) delivered",
    "{} (finally|just|already) (arrived|came)",
    "{} (has|have) (finally|just|already) (arrived|come)",
    "{} (works|working) (great|fine|well|perfectly)",
    "(enjoying|enjoyed) (the|my|our) {}",
    "(received|got|collected|picked up) (the|my|our|your) {}",
    "(received|got|collected|picked up) (the|my|our|your) * {}",
    "{} (הגיע|הגיעה|הגיעו|אצלי|אצלנו)",
    "{} * (הגיע|הגיעה|הגיעו)",
    "{} סוף סוף (הגיע|הגיעה|הגיעו)",
    "(הגיע|הגיעה|הגיעו) {}",
    "{} (עובד|עובדת) (מצוין|נהדר|מעולה|טוב)",
    "(קיבלתי|קיבלנו|קבלתי|אספתי|אספנו) את {}",
)
# What anything that is sent is called.
GENERIC = word_set(
    "package packages parcel parcels order item items product products goods shipment delivery box boxes shoes "
    "חבילה חבילות משלוח מוצר מוצרים הזמנה פריט פריטים סחורה ארגז קופסה"
)
# Somewhere in the message: it did not come to this customer, or something about it is wrong.
DENIES = phrases(
    """
    never (got|received|arrived|came|come|delivered|saw|seen|had|reached|turned up|showed up)
    never (been|was|were) (delivered|received|here)
    not (got|get|gotten|received|receive|arrive|arrived|come|came|delivered|here|there|turn up|show up|see|seen|reach|find|found|have)
    not (yet|actually|really) (got|received|arrived|come|came|delivered|here)
    not to (me|us|my|our)
    not (at|in|on) (my|our)
    (nothing|nobody|noone|no one) .. (arrived|came|come|delivered|here|received|got)
    no (package|parcel|order|delivery|sign|trace|sofa|table|item)
    still (waiting|no|not|missing)
    waiting for
    where (is|are)
    neighbo*
    (did|has|have) not
    (last|previous|earlier|first|other) (time|order|one|parcel|package|delivery)
    (elsewhere|instead)
    (another|different) (shop|store|seller|table|order|parcel|package)
    (someone|somebody|anyone) else
    wrong (address|house|door|person|item|one|size|colour|color|table|order|parcel|package)
    (another|different) (address|house|person|customer|item)
    (missing|stolen|vanished|disappeared|empty)
    lost
    (only|just) (one|half|part|a part|two) .. (of|box|boxes|parcel|parcels|arrived|came)
    half of
    (except|apart from|all but|but not)
    part of
    """,
    """
    לא (קיבלתי|קבלתי|קיבלנו|הגיע|הגיעה|הגיעו|אליי|אלי|אלינו|לי|לנו|אצלי|אצלנו|כאן|פה|נמסר|נמסרה|התקבל|התקבלה|ראיתי|ראינו|מצאתי|אספתי|היה)
    (עדיין|עוד|בכלל|אף פעם|מעולם) לא
    (טרם|מעולם)
    שום (דבר|חבילה|משלוח|מוצר)
    כלום
    שכן*
    (הקודם|הקודמת|הקודמים|הראשונה|במקום אחר|מחנות אחרת)
    מישהו אחר
    מישהי אחרת
    (כתובת|בכתובת|לכתובת|דירה|עיר|בניין) (אחרת|אחר|שגויה|לא נכונה|לא שלי)
    (חסר|חסרה|חסרים|נגנב|נגנבה|נעלם|נעלמה|אבד|אבדה|ריק|ריקה)
    (מחכה|מחכים|ממתין|ממתינה|ממתינים)
    איפה
    היכן
    רק (חלק|חצי|אחד|אחת)
    חוץ מ*
    (מלבד|למעט)
    (חלק|חצי) (מההזמנה|מהמשלוח|מהחבילה|ממה)
    """,
)
# In the same sentence: somebody else's word, a belief, a hope.
REPORTS = phrases(
    """
    (you|they|it|site|website|page|app|system|email|e-mail|mail|message|sms|text|notification) (say|claim*|show*|state*)
    (you|they|he|she|it|site|website|page|app|system|email|mail|message|text) (insist*|report*|read|reads|list*)
    (you|they|he|she|it|courier|driver|carrier|shop|store|seller|post) (told|tell|tells|wrote|write|writes|promised|confirmed|informed)
    (courier|driver|carrier|shop|store|seller|post|ups|dhl|fedex|usps) (say|says|said|claim*|show*|insist*|report*|state*)
    (you|they|he|she) .. (say|said|claim|claimed|keep saying|keep telling|insist|told|wrote|think|believe)
    (says|said|claims|claimed|told|tells)
    according to
    (apparently|supposedly|allegedly|reportedly)
    (marked|listed|shown|recorded|registered|logged) (as|delivered)
    (was|were|been|being|am) (told|informed|notified|assured)
    (email|e-mail|mail|message|sms|text|notification|notice|update|letter) .. (that|about|saying|said)
    tracking
    status
    (i|we) (think|thought|guess|assume*|suppose*|believe*|hope*|doubt*|wonder*|heard|read|expect*|imagine*|wish|dream*)
    (hope|hoping|hopefully|wish|maybe|perhaps|probably|whether)
    (supposed to|expected to|should have|would have|could have|must have|might have|may have)
    i (would|wish)
    """,
    """
    (אתם|אתן|אתה|את|הם|הן|הוא|היא|השליח|חברת|הדואר|האתר|המערכת|האפליקציה|המוכר|החנות|הנציג) .. (אומר*|אמר*|טוענ*|טוען|טען|כתב*|כותב*)
    (אתם|אתן|אתה|הם|הוא|היא|השליח|חברת|הדואר|האתר|המערכת|האפליקציה|החנות|הנציג) .. (רשמ*|רושמ*|מרא*|מציג*|מודיע*|הודיע*|מסר*)
    (אמרת|אמרתם|כתבת|כתבתם|טענת|טענתם|טוענים|אומרים|אמרו|נאמר|נמסר לי|הודיעו|כתבו|הבטחתם)
    (קיבלתי|קבלתי|קיבלנו|ראיתי|ראינו|יש לי|שלחתם|הגיע לי|הגיעה לי|נשלח|נשלחה|לפי) .. (מייל|אימייל|הודעה|הודעת|סמס|מסרון|התראה|אישור|מכתב)
    (אומר|אומרת|אמר|אמרה|טוען|טוענת|טען|טענה|סיפר|סיפרה|הודיע|הודיעה)
    (כתוב|רשום|מופיע|מסומן|נרשם|סומן)
    (לפי|על פי|עפ"י) (המעקב|האתר|המערכת|השליח|האפליקציה|מה|דבריכם|הדואר|חברת|ההודעה|המייל|הסטטוס|הרישום|הרישומים)
    (כביכול|לכאורה|כנראה|אולי|ייתכן|יתכן|נראה|אמור|אמורה|אמורים|מעקב|סטטוס)
    (חשבתי|חשבנו|חושב|חושבת|מאמין|מאמינה|מקווה|מקווים|מקוות|הלוואי|ציפיתי|קיוויתי|שמעתי|קראתי|תוהה|מניח|מניחה|רציתי|רוצה)
    """,
)
# Before the words, in the same sentence: a condition, a question, a time to come.
BEFORE = phrases(
    """
    (if|when|once|until|till|unless|why|how|who|did|does|has he|has she|as soon as|in case)
    (will|would|could|should|may|might|going to|shall)
    (ask|asking|asked|check|checking|let me know|tell me|please)
    """,
    """
    (אם|האם|מתי|כאשר|אילו|לו|עד|ברגע|במידה|למה|מדוע|איך|מי)
    (תבדקו|בדקו|תגידו|תודיעו|תעדכנו|לבדוק|לדעת|בטוח|בטוחה|בטוחים|שואל|שואלת)
    """,
)
# Right before the words: they are a time or a reason of something else.
HANGS_ON = word_set("after before since than as because although though while לפני אחרי לאחר מאז")
# After the words: it came somewhere else, or in another sense.
AFTER = phrases(
    """
    (arrived|came|come|delivered|received|got) (broken|damaged|late|empty|with|without|back|by mistake)
    (arrived|came|come) (up|out|off|down|apart|loose|across|through|from)
    (received|got) .. from
    (came|come) to
    delivered to (a|an|the|some|someone|somebody|another|him|her|them|reception|your)
    delivered (elsewhere|next door|somewhere)
    arrived (at|in) (the|a|your|customs|port|israel|tel aviv|haifa|country)
    """,
    """
    (הגיע|הגיעה|הגיעו|התקבל|התקבלה) (שבור|פגום|שבורה|פגומה|באיחור|ריק|ריקה|חזרה|בחזרה|אליכם|אליך|אליו|אליה|אליהם|אצלכם|אצלו|במחסן)
    (הגיע|הגיעה|הגיעו|התקבל|התקבלה) (למחסן|לסניף|לנקודת|לדואר|למרכז|לארץ|ארצה|לישראל|לנמל|למכס|לחנות|לתחנה|למישהו|אל|בסניף|בדואר|במכס)
    """,
)
# Whoever is glad of a thing says it: "happy that the table has arrived".
GLAD = phrases(
    "happy\nglad\nconfirm\nthank*\npleased\nrelieved\ndelighted\nאני מאשר\nאני מאשרת\nשמח\nשמחה\nשמחים\nתודה\nכיף\nמזל\nמאושר\nמאושרת"
)
# Comes or is got, and is no goods: "got the email", "the courier came", "the bill arrived".
NOT_GOODS = word_set(
    "email emails e-mail message messages invoice receipt bill bills charge mail reminder notice letter letters statement "
    "confirmation code link tracking number quote answer reply response call text sms notification refund price money payment credit news "
    "idea point hint feeling impression picture photo photos runaround details information same wrong offer voucher label update "
    "chance time day moment date hour summer winter courier driver carrier messenger technician plumber man guy woman person people "
    "neighbour neighbor postman team staff police customer shop store card password sense joke gist catalogue catalog sample מייל "
    "אימייל הודעה הודעות חשבונית קבלה חיוב תזכורת חשבון מכתב אישור קוד קישור מספר הצעה תשובה שיחה סמס מסרון התראה זיכוי החזר כסף "
    "תשלום זמן יום רגע שליח נהג טכנאי בחור איש אישה אדם שכן שכנה דוור צוות לקוח כרטיס סיסמה דף דפים עדכון תמונה תמונות קטלוג רושם "
    "נציג מעקב דואר שעה עת חורף קיץ שובר"
)  # fmt: skip
# Between the subject and "got"; they keep the person of the verb.
AUXILIARIES = word_set("have just finally already now safely did also even indeed only today yesterday actually both all")
# Before "got" these leave it the customer's own; any other word before it is somebody else, or something else.
OWN = word_set("i we i've we've i'm and hi hello hey thanks great yes ok okay good perfect super yay dear that")
