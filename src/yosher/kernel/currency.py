"""How many minor digits a currency has (ISO 4217, list of 2026-01); processors' exceptions stand in the rulebook."""

_ZERO = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF UYI"
_THREE = "BHD IQD JOD KWD LYD OMR TND"
_FOUR = "CLF UYW"
EXPONENTS = dict.fromkeys(_ZERO.split(), 0) | dict.fromkeys(_THREE.split(), 3) | dict.fromkeys(_FOUR.split(), 4)


def exponent(currency: str) -> int:
    """Minor digits by ISO 4217: 2 unless the list says otherwise."""
    return EXPONENTS.get(currency, 2)


# ISO 4217, list of 2026-01, without metals, funds and test codes; the last line was withdrawn since 2023 and still stands in old payments.
_CODES = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CLF CLP
CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS
INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR
MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD
SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST
XAD XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
ANG BGN CUC HRK SLL ZWL
"""
CODES = frozenset(_CODES.split())


def is_currency(code: str) -> bool:
    """Whether this is a code that an amount can be read in: for another one the number of minor digits is not known."""
    return code in CODES
