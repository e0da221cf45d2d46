"""CycloneDX in JSON and XML, by the schemas that cyclonedx-python-lib carries.

Two checks of JSON schema cost more than all others together: the grammar of addresses, and that no item stands twice, which compares each
with each. Addresses that are plainly well-formed are let through without the grammar, and items are compared by their text; what is
found is the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from fourfold.artifact import Bill
from fourfold.place import Place
from fourfold.read.base import Source, escape
from fourfold.strict.base import Complaint, Validator

LIMIT = 2**25
"""Bytes from which a document is not validated."""
_PART = r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*"
_ADDRESS = re.compile(
    rf"[A-Za-z][A-Za-z0-9+.-]*:(?://[A-Za-z0-9.-]+(?::[0-9]*)?(?:/{_PART})?|(?!//){_PART})(?:\?{_PART})?(?:#{_PART})?"
)
_ENCODING = re.compile(r"\A(<\?xml[^>]*?)\s+encoding=(?:\"[^\"]*\"|'[^']*')")
_NAMESPACE = re.compile(r"\{http://cyclonedx\.org/[^}]*\}")
_SHOWN = 80
"""Characters of a value that a complaint shows."""


def complaints(source: Source, bill: Bill) -> Iterator[Complaint]:
    """Yield what the schema has against a document.

    Parameters
    ----------
    source : Source
        The document.
    bill : Bill
        What was read from it.

    Raises
    ------
    NotImplementedError
        If there is no schema for its version and form.
    """
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator
    from cyclonedx.validation.xml import XmlValidator

    version = bill.format.rpartition(" ")[2]
    is_json = source.json is not None
    try:
        known = SchemaVersion.from_version(version)
        held = JsonStrictValidator(known) if is_json else XmlValidator(known)
    except (KeyError, ValueError, AssertionError) as error:
        form = "JSON" if is_json else "XML"
        raise NotImplementedError(f"cyclonedx-python-lib has no schema for version {version!r} in {form}") from error
    yield from (_of_json if is_json else _of_xml)(source, held)


def _of_xml(source: Source, held: Any) -> Iterator[Complaint]:
    # the validator takes text, and encodes it once more
    text = _ENCODING.sub(r"\1", source.text)
    for error in held.validate_str(text, all_errors=True) or ():
        yield Complaint(_NAMESPACE.sub("", error.data.message), "", Place(source.name, error.data.line or None, ""))


def _of_json(source: Source, held: Any) -> Iterator[Complaint]:
    from jsonschema.exceptions import best_match

    for error in _fast(held).iter_errors(source.json):
        nearest = best_match([error]) or error
        pointer = "".join(f"/{escape(str(part))}" for part in nearest.absolute_path)
        yield Complaint(_says(nearest), pointer, Place(source.name, None, pointer))


def _says(error: Any) -> str:
    """Return a complaint without the value in it, which may be a whole component."""
    value = repr(error.instance)
    message = error.message.removeprefix(value).strip() if error.message.startswith(value) else error.message
    if error.validator in {"enum", "const"}:
        message = "is none of the words that the schema knows"
    shown = value if len(value) <= _SHOWN else f"{value[: _SHOWN - 3]}..."
    return f"{shown} {message}" if message is not error.message else message


def _fast(held: Any) -> Any:
    """Return the library's validator with its two slow checks made quick."""
    from jsonschema import Draft7Validator, FormatChecker
    from jsonschema.validators import extend

    inner = held._validator  # noqa: SLF001  there is no other way to its schema, which the library does not give out
    standard = Draft7Validator.FORMAT_CHECKER

    class Formats(FormatChecker):
        """The library's checks, with a quick way for addresses that are plainly well formed."""

        def check(self, instance: object, format: str) -> None:  # noqa: A002  the library's own word
            """Check an instance; raise as the library does."""
            if format != "iri-reference" or not isinstance(instance, str) or not _ADDRESS.fullmatch(instance):
                standard.check(instance, format)

    # a schema that names its own dialect would be given that dialect's own checks again
    schema = {key: value for key, value in inner.schema.items() if key != "$schema"}
    quick = extend(Draft7Validator, {"uniqueItems": _unique})
    return quick(schema, registry=inner._registry, format_checker=Formats())  # noqa: SLF001  likewise


def _unique(_validator: Any, wanted: Any, items: Any, _schema: Any) -> Iterator[Any]:
    from jsonschema.exceptions import ValidationError

    if wanted and isinstance(items, list):
        texts = {json.dumps(item, sort_keys=True) for item in items}
        if len(texts) < len(items):
            yield ValidationError(f"{len(items) - len(texts)} items stand more than once")


VALIDATOR = Validator("CycloneDX", "cyclonedx-python-lib", "cyclonedx", lambda _: LIMIT, complaints)
