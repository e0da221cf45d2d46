"""fourfold says whether a release that bundles models, code and data keeps the four freedoms, and why.

>>> import fourfold
>>> fourfold.compatible("Apache-2.0", "GPL-2.0-only", relation="links").verdict
<Verdict.CONFLICT: 'conflict'>
"""

from __future__ import annotations

import sys
import types
from typing import TYPE_CHECKING, Any

from fourfold.version import __version__

if TYPE_CHECKING:
    from fourfold.api import audit, check, compatible, diff, graph, identify, license, notice, read, recommend
    from fourfold.artifact import Artifact, Bill, Claim, Context, Relation
    from fourfold.compatibility import Compatibility
    from fourfold.errors import DataError, FourfoldError, InputError, NothingToCheck, UsageError
    from fourfold.graph import LicenseGraph
    from fourfold.policy import Policy
    from fourfold.terms import Extent, Form, Freedom, Profile, Purpose, Reach, Role, Verb, Verdict
    from fourfold.verdict import Finding, Report

_WHERE = {
    "fourfold.api": (
        "audit",
        "check",
        "compatible",
        "diff",
        "graph",
        "identify",
        "license",
        "notice",
        "read",
        "recommend",
    ),
    "fourfold.artifact": ("Artifact", "Bill", "Claim", "Context", "Relation"),
    "fourfold.errors": ("DataError", "FourfoldError", "InputError", "NothingToCheck", "UsageError"),
    "fourfold.compatibility": ("Compatibility",),
    "fourfold.graph": ("LicenseGraph",),
    "fourfold.policy": ("Policy",),
    "fourfold.terms": ("Extent", "Form", "Freedom", "Profile", "Purpose", "Reach", "Role", "Verb", "Verdict"),
    "fourfold.verdict": ("Finding", "Report"),
}
_MODULE = {name: module for module, names in _WHERE.items() for name in names}
_SUBMODULES = frozenset(
    (
        "artifact",
        "config",
        "errors",
        "explain",
        "fill",
        "frameworks",
        "policy",
        "settings",
        "strict",
        "terms",
        "verdict",
    )
)
"""Submodules that the pages speak of: ``fourfold.strict.read`` works after ``import fourfold`` alone."""

__all__ = [
    "Artifact",
    "Bill",
    "Claim",
    "Compatibility",
    "Context",
    "DataError",
    "Extent",
    "Finding",
    "Form",
    "FourfoldError",
    "Freedom",
    "InputError",
    "LicenseGraph",
    "NothingToCheck",
    "Policy",
    "Profile",
    "Purpose",
    "Reach",
    "Relation",
    "Report",
    "Role",
    "UsageError",
    "Verb",
    "Verdict",
    "__version__",
    "audit",
    "check",
    "compatible",
    "diff",
    "graph",
    "identify",
    "license",
    "notice",
    "read",
    "recommend",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: a start-up that needs one thing pays for one thing."""
    from importlib import import_module

    if name in _SUBMODULES:
        return import_module(f"fourfold.{name}")
    module = _MODULE.get(name)
    if module is None:
        raise AttributeError(f"module 'fourfold' has no attribute {name!r}")
    value = getattr(import_module(module), name)
    globals()[name] = value
    return value


class _Package(types.ModuleType):
    """The package, in which a submodule does not hide the public function of its name.

    ``fourfold.read(path)``, ``fourfold.graph()``, ``fourfold.license(name)`` and ``fourfold.identify(text)`` are the library's
    words, and ``read``, ``graph``, ``license`` and ``identify`` are its modules' names as well. Importing a submodule binds it to its
    parent; for these names that must not happen, whatever was imported first.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if name in _MODULE and isinstance(value, types.ModuleType):
            return
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __dir__() -> list[str]:
    return sorted(__all__)
