"""SPDX 3 in JSON-LD, by spdx-python-model, which is made from the standard's own SHACL shapes.

Elements are held against their classes one by one, so that each complaint has its place and none hides the others: unknown classes and
properties, values of a wrong kind or out of their range, and what is required and not there. That a reference leads to something of
the right class is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from fourfold.artifact import Bill
from fourfold.place import Place
from fourfold.read.base import Source
from fourfold.strict.base import Complaint, Validator

LIMIT = 2**26
"""Bytes from which a document is not validated."""
_ADDRESS = re.compile(r" \(\d+\)")


def complaints(source: Source, _bill: Bill) -> Iterator[Complaint]:
    """Yield what the model has against each element.

    Parameters
    ----------
    source : Source
        The document.

    Raises
    ------
    NotImplementedError
        If its context is of no version that the model knows.
    """
    import spdx_python_model

    data = source.json
    context = data.get("@context")
    try:
        model, _ = spdx_python_model.load_data({"@context": context, "@graph": []})
    except (spdx_python_model.LoadError, TypeError) as error:
        raise NotImplementedError(f"spdx-python-model knows no such version ({error})") from error
    graph = data.get("@graph")
    inside = graph if isinstance(graph, list) else [{k: v for k, v in data.items() if k != "@context"}]
    for i, element in enumerate(inside):
        says = _against(model, context, element)
        if says:
            pointer = f"/@graph/{i}" if isinstance(graph, list) else ""
            named = element.get("spdxId") or element.get("@id") if isinstance(element, dict) else ""
            yield Complaint(says, str(named or pointer), Place(source.name, None, pointer))


def _against(model: Any, context: Any, element: Any) -> str:
    """Return what stands against one element; nothing if it is as its class says."""
    objects = model.SHACLObjectSet()
    try:
        model.JSONLDDeserializer().deserialize_data({"@context": context, "@graph": [element]}, objects)
        # what is required is looked at when an element is written
        model.JSONLDSerializer().serialize_data(objects)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        says = str(error.args[0]) if error.args else type(error).__name__
        return _ADDRESS.sub("", says)
    return ""


VALIDATOR = Validator("SPDX 3", "spdx-python-model", "spdx", lambda _: LIMIT, complaints)
