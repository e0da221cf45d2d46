"""Which thing of one bill is which of another: by id, by a registry's name, by kind and name, by id without its version."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from fourfold.artifact import Artifact, Bill

_VERSION = re.compile(r"@[^/@]*$|[?#].*$")


def match(before: Bill, after: Bill) -> Mapping[str, str]:
    """Return, for each thing that is in both bills, what it is called in the first and in the second.

    A surer sign counts before a weaker one, and no sign counts that two things share.

    Parameters
    ----------
    before, after : Bill
        Two states of one release.
    """
    old = {artifact.id: artifact for artifact in before.artifacts}
    new = {artifact.id: artifact for artifact in after.artifacts}
    found = {name: name for name in old if name in new}
    for signs in (_aliases, _names, _bare):
        left = [artifact for name, artifact in old.items() if name not in found]
        taken = set(found.values())
        right = [artifact for name, artifact in new.items() if name not in taken]
        here, there = _by_sign(left, signs), _by_sign(right, signs)
        for sign, name in here.items():
            other = there.get(sign, "")
            if name and other and name not in found and other not in taken:
                found[name] = other
                taken.add(other)
    if before.name not in old and after.name not in new:
        found[before.name] = after.name
    order = [*(artifact.id for artifact in before.artifacts), before.name]
    return {name: found[name] for name in order if name in found}


def _by_sign(artifacts: Iterable[Artifact], signs: Callable[[Artifact], Iterable[str]]) -> dict[str, str]:
    """Return the one thing that has each sign; an empty name for a sign that several have."""
    out: dict[str, str] = {}
    for artifact in artifacts:
        for sign in set(signs(artifact)):
            out[sign] = "" if sign in out else artifact.id
    return out


def _aliases(artifact: Artifact) -> Iterable[str]:
    return (_without_version(alias) for alias in artifact.aliases)


def _names(artifact: Artifact) -> Iterable[str]:
    return (f"{artifact.kind}:{artifact.name}",) if artifact.name else ()


def _bare(artifact: Artifact) -> Iterable[str]:
    return (_without_version(artifact.id),)


def _without_version(name: str) -> str:
    """Return a name without the version behind its last ``@``.

    Examples
    --------
    >>> _without_version("pkg:pypi/torch@2.1.0?arch=any")
    'pkg:pypi/torch'
    """
    return _VERSION.sub("", _VERSION.sub("", name))
