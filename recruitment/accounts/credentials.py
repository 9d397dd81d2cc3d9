"""What a browser says about a passkey: JSON from outside, the only one this service reads.

allauth and its library take it apart; here it is held to a small shape first, and whatever they trip over
becomes a refusal instead of an error.
"""

import json
import logging
import re
from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError

LONGEST = 20_000
WORDS = re.compile(r"[A-Za-z0-9_=.-]*")
REFUSED = "This did not work. Try again, or choose another way."
TOP, RESPONSE = ("id", "rawId", "type"), ("clientDataJSON", "attestationObject", "authenticatorData")
OF_RESPONSE = (*RESPONSE, "signature", "userHandle")

logger = logging.getLogger(__name__)


class CredentialField(forms.Field):
    """A credential as `PublicKeyCredential.toJSON()` writes it, with only the parts that are used."""

    widget = forms.HiddenInput

    def to_python(self, value):
        if not value:
            return None
        try:
            found = json.loads(value) if len(value) <= LONGEST else None
            return _kept(found)
        except (ValueError, TypeError, RecursionError, KeyError, AttributeError):
            raise ValidationError(REFUSED) from None

    def prepare_value(self, value):
        """Never shown again: each is good once."""
        return ""


def _kept(found: dict) -> dict:
    """The same, built anew from text of known letters. Raises all sorts of errors."""
    response = found["response"]
    kept = {name: _text(found[name]) for name in TOP}
    kept["response"] = {name: _text(response[name]) for name in OF_RESPONSE if response.get(name)}
    resident = ((found.get("clientExtensionResults") or {}).get("credProps") or {}).get("rk")
    kept["clientExtensionResults"] = {"credProps": {"rk": resident}} if type(resident) is bool else {}
    return kept


def _text(value) -> str:
    if not isinstance(value, str) or not WORDS.fullmatch(value):
        raise ValueError(value)
    return value


def understood(read: Callable):
    """What `read()` returns; a ValidationError whatever else it raises."""
    try:
        return read()
    except ValidationError:
        raise
    # The libraries below raise what they happen to trip over: struct.error, KeyError, InvalidSignature …
    except Exception as error:
        logger.info("A passkey's answer was refused: %s", type(error).__name__)
        raise ValidationError(REFUSED) from error
