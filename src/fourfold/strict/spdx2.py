"""SPDX 2.2 and 2.3 in any form, by spdx-tools: its parser's complaints, and if it has none its validator's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from fourfold.artifact import Bill
from fourfold.place import Place
from fourfold.read.base import Source
from fourfold.strict.base import Complaint, Validator

LIMITS = {"tag-value": 2**18}
"""Bytes of the form whose parser takes tens of seconds for a few hundred kilobytes."""
LIMIT = 2**21
"""Bytes of the other forms, whose validation takes a time that grows at least with the square of their elements."""
_LINE = re.compile(r"\bLine: (\d+)")
_PAIR = re.compile(r",? but (?:is|found|got)\b:?|: (?=\[?['\"])")
_SETTER = re.compile(r"SetterError \w+: Method \S+ parameter (\w+)=\"?(.*?)\"? violates type hint .*", re.DOTALL)
_MISSING = re.compile(r"(\w+)\.__init__\(\) missing \d+ required positional arguments?: (.*)")


def complaints(source: Source, bill: Bill) -> Iterator[Complaint]:
    """Yield what spdx-tools has against a document.

    Parameters
    ----------
    source : Source
        The document.
    bill : Bill
        What was read from it.
    """
    from spdx_tools.spdx.parser.error import SPDXParsingError
    from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document

    places = {artifact.id: artifact.place for artifact in bill.artifacts}
    try:
        document = _parsed(source, bill.format.rpartition(" ")[2])
    except SPDXParsingError as error:
        for message in _flat(error.get_messages()):
            yield _complaint(message, "", _place(message, bill.place))
        return
    for found in validate_full_spdx_document(document):
        context = found.context
        id_ = context.spdx_id if context.spdx_id in places else context.parent_id or context.spdx_id
        yield _complaint(found.validation_message, id_ or "", places.get(id_ or "", bill.place))


def _parsed(source: Source, form: str) -> Any:
    """Return the document as spdx-tools has it; what it is given has been read once, so bombs are out of the way."""
    from spdx_tools.spdx.parser.jsonlikedict.json_like_dict_parser import JsonLikeDictParser

    if form == "tag-value":
        from spdx_tools.spdx.parser.tagvalue.parser import Parser

        return Parser().parse(source.text)
    if form == "RDF/XML":
        from rdflib import Graph
        from spdx_tools.spdx.parser.rdf.rdf_parser import translate_graph_to_document

        return translate_graph_to_document(Graph().parse(data=source.text, format="xml"))
    return JsonLikeDictParser().parse(_dict(source, form))


def _dict(source: Source, form: str) -> Any:
    if form == "JSON":
        return json.loads(source.text, strict=False)
    if form == "YAML":
        import yaml

        return yaml.safe_load(source.text)
    import xmltodict
    from spdx_tools.spdx.parser.xml.xml_parser import LIST_LIKE_FIELDS

    return xmltodict.parse(source.data, force_list=LIST_LIKE_FIELDS)["Document"]


def _flat(messages: Any) -> Iterator[str]:
    for message in messages:
        if isinstance(message, str):
            yield message
        else:
            yield from _flat(message)


def _complaint(message: str, id_: str, place: Place) -> Complaint:
    """Part what is wrong from what it is wrong with: an id if there is one, and the value."""
    message = _SETTER.sub(r"\1 is missing or of a wrong type", message)
    message = _MISSING.sub(r"\1 lacks \2", message)
    found = _PAIR.search(message)
    says, value = (message[: found.start()], message[found.end() :].strip()) if found else (message, "")
    return Complaint(says, ": ".join(part for part in (id_, value) if part), place)


def _place(message: str, whole: Place) -> Place:
    line = _LINE.search(message)
    return Place(whole.file, int(line[1]), "") if line else whole


def _limit(bill: Bill) -> int:
    return LIMITS.get(bill.format.rpartition(" ")[2], LIMIT)


VALIDATOR = Validator("SPDX 2", "spdx-tools", "spdx", _limit, complaints)
