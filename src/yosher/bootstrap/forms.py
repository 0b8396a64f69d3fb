"""The forms of the processors, by name: what an answer fills in where."""

from collections.abc import Mapping

from yosher.adapters.processors.adyen.fields import FORM as ADYEN
from yosher.adapters.processors.braintree.fields import FORM as BRAINTREE
from yosher.adapters.processors.checkout.fields import FORM as CHECKOUT
from yosher.adapters.processors.paypal.fields import FORM as PAYPAL
from yosher.adapters.processors.square.fields import FORM as SQUARE
from yosher.adapters.processors.stripe.fields import FORM as STRIPE
from yosher.packets.fields import FieldMap

FORMS: Mapping[str, FieldMap] = {form.processor: form for form in (ADYEN, BRAINTREE, CHECKOUT, PAYPAL, SQUARE, STRIPE)}
