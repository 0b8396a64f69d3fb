"""How many minor digits a currency has (ISO 4217, list of 2026-01); processors' exceptions stand in the rulebook."""

_ZERO = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF UYI"
_THREE = "BHD IQD JOD KWD LYD OMR TND"
_FOUR = "CLF UYW"
EXPONENTS = dict.fromkeys(_ZERO.split(), 0) | dict.fromkeys(_THREE.split(), 3) | dict.fromkeys(_FOUR.split(), 4)


def exponent(currency: str) -> int:
    """Minor digits by ISO 4217: 2 unless the list says otherwise."""
    return EXPONENTS.get(currency, 2)
