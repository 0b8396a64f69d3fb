"""Whether two addresses are one place, two places, or cannot be compared."""

import re

from yosher.evidence.wording import evened

# Towns under which one place is written in Hebrew and English; the larger towns of Israel (Central Bureau of Statistics,
# localities above 40,000 residents) and cities abroad that Israeli shops ship to. An address in none of them is compared by
# its postal code and words.
_TOWNS = """
ירושלים|jerusalem
תל אביב|תל-אביב|ת"א|tel aviv|tel-aviv|tlv
חיפה|haifa
ראשון לציון|ראשל"צ|rishon lezion|rishon le zion|rishon letzion
פתח תקווה|פתח תקוה|פתח-תקווה|petah tikva|petach tikva|petah tiqwa
אשדוד|ashdod
נתניה|netanya
באר שבע|באר-שבע|ב"ש|beer sheva|be'er sheva|beersheba|beer-sheva
בני ברק|בני-ברק|bnei brak|bene beraq
חולון|holon
רמת גן|רמת-גן|ר"ג|ramat gan|ramat-gan
אשקלון|ashkelon
רחובות|rehovot
בת ים|בת-ים|bat yam
בית שמש|beit shemesh|bet shemesh
כפר סבא|כפר-סבא|כ"ס|kfar saba|kefar sava
הרצליה|herzliya|herzlia
חדרה|hadera
מודיעין|modi'in|modiin
לוד|lod
רמלה|ramla|ramle
נצרת|nazareth
רעננה|ra'anana|raanana
הוד השרון|hod hasharon
גבעתיים|givatayim|giv'atayim
קריית גת|קרית גת|kiryat gat
נהריה|nahariya|nahariyya
אילת|eilat|elat
עפולה|afula
טבריה|tiberias
צפת|safed|tzfat
כרמיאל|karmiel
עכו|acre|akko
קריית אתא|קרית אתא|kiryat ata
קריית מוצקין|קרית מוצקין|kiryat motzkin
קריית ביאליק|קרית ביאליק|kiryat bialik
ראש העין|rosh haayin|rosh ha'ayin
נס ציונה|נס-ציונה|ness ziona|nes ziona
יבנה|yavne
דימונה|dimona
אום אל פחם|umm al-fahm|umm el-fahm
לונדון|london
ניו יורק|new york|nyc
פריז|paris
ברלין|berlin
מינכן|munich|münchen
רומא|rome|roma
מדריד|madrid
ברצלונה|barcelona
אמסטרדם|amsterdam
בריסל|brussels
וינה|vienna|wien
ציריך|zurich|zürich
לוס אנג'לס|los angeles
שיקגו|chicago
מיאמי|miami
בוסטון|boston
סן פרנסיסקו|san francisco
סיאטל|seattle
טורונטו|toronto
מונטריאול|montreal
סידני|sydney
מלבורן|melbourne
מנצ'סטר|manchester
דבלין|dublin
אתונה|athens
מוסקבה|moscow
קייב|kyiv|kiev
איסטנבול|istanbul
דובאי|dubai
"""

_TOWN_OF = {name: number for number, line in enumerate(_TOWNS.split("\n")) for name in line.split("|") if name}
_TOWN = re.compile(r"(?<!\w)[בלמהו]{0,2}(" + "|".join(re.escape(name) for name in sorted(_TOWN_OF, key=len, reverse=True)) + r")(?!\w)")
# A street may bear a town's name: "Jerusalem Boulevard 12", "רחוב ירושלים 5".
_STREET_BEFORE = re.compile(r"(?:(?:רחוב|רח'|שדרות|שד'|דרך|סמטת) |\b(?:street|road|avenue) )\Z")
_STREET_AFTER = re.compile(r"\s(?:st|str|street|road|rd|ave|avenue|blvd|boulevard|lane|way)\b")
_POSTAL = re.compile(r"(?<![\w-])\d{5}(?:\d\d|-\d{4})?(?![\w-])")
_WORD = re.compile(r"[^\W_]{3,}|\d+")
_HEBREW = re.compile("[\u05d0-\u05ea]")
_LATIN = re.compile("[a-z]")


def towns_in(text: str) -> frozenset[int]:
    """The known towns that an evened-out text names, as numbers: the same for both languages."""
    return frozenset(_TOWN_OF[match[1]] for match in _TOWN.finditer(text) if not _is_street(text, match))


def is_elsewhere(address: str, other: str) -> bool:
    """Whether two addresses are certainly two places.

    Known towns decide, then postal codes; failing both, two addresses in one alphabet that share no word and no number.
    A spelling, an abbreviation or the other alphabet never makes a second place.
    """
    first, second = evened(address), evened(other)
    towns, others = towns_in(first), towns_in(second)
    if towns and others:
        return not towns & others
    codes, other_codes = set(_POSTAL.findall(first)), set(_POSTAL.findall(second))
    if codes and other_codes:
        return not codes & other_codes
    return _one_alphabet(first, second) and _is_full(first) and _is_full(second) and not _words(first) & _words(second)


def is_other_town(text: str, other: str) -> bool:
    """Whether two sentences name known towns and none of them is the same; of anything else in them nothing is concluded."""
    towns, others = towns_in(evened(text)), towns_in(evened(other))
    return bool(towns and others) and not towns & others


def is_same_place(address: str, other: str) -> bool:
    """Whether two addresses are the same, word for word or by all their words and numbers."""
    first, second = _words(evened(address)), _words(evened(other))
    return bool(first) and (first <= second or second <= first) and bool(first & second)


def _is_street(text: str, match: re.Match[str]) -> bool:
    return _STREET_BEFORE.search(text, 0, match.start(1)) is not None or _STREET_AFTER.match(text, match.end(1)) is not None


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text))


def _is_full(text: str) -> bool:
    """An address rather than a single name: a street with a number, or several words."""
    return len(_words(text)) >= 2


def _one_alphabet(first: str, second: str) -> bool:
    return any(sign.search(first) and sign.search(second) for sign in (_HEBREW, _LATIN))
