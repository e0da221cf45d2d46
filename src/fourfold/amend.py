"""What the user adds to what was read: a licence that metadata do not state, and relations that they leave out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fourfold.artifact import Artifact, Bill, Claim, Diagnostic, Relation
from fourfold.catalogue import Catalogue, catalogue
from fourfold.config import Origin, Override
from fourfold.errors import UsageError
from fourfold.expression import atoms, parse
from fourfold.graph import verb_of
from fourfold.terms import Grade, Verb


def amend(bills: Sequence[Bill], overrides: Sequence[Override], known: Catalogue | None = None) -> tuple[Bill, ...]:
    """Apply the overrides of a configuration to the bills of one run.

    Parameters
    ----------
    bills : sequence of Bill
        As they were read.
    overrides : sequence of Override
        Each applies wherever an artifact has its id, or it among its aliases.
    known : Catalogue, optional
        Where licence texts' digests are looked up; fourfold's own by default.

    Returns
    -------
    tuple of Bill
        What an override could not do, because nothing has its id or the text is another, is among the diagnostics.

    Raises
    ------
    UsageError
        If an override names a relation that there is none of.
    """
    if not overrides:
        return tuple(bills)
    known = known or catalogue()
    out = list(bills)
    for override in overrides:
        fits = [(i, name) for i, bill in enumerate(out) if (name := _named(override.id, bill))]
        for i, name in fits:
            out[i] = _applied(out[i], name, override, known)
        if not fits and out and not _is_source(override.id, overrides):
            says = f"the configuration speaks of {override.id!r}, which is no artifact here{_near(override.id, out)}"
            out[0] = _noting(out[0], "override-unused", says, override)
    return tuple(_with_sources(bill, overrides) for bill in out)


def _named(wanted: str, bill: Bill) -> str:
    """Return the id of what an override speaks of; empty if the bill has no such thing."""
    for artifact in bill.artifacts:
        if wanted == artifact.id or wanted in artifact.aliases:
            return artifact.id
    return wanted if wanted == bill.name else ""


def _is_source(wanted: str, overrides: Sequence[Override]) -> bool:
    """Whether another override says that something came from it: then it is taken in as a source."""
    return any(relation.to == wanted for override in overrides for relation in override.relations)


def _near(wanted: str, bills: Sequence[Bill]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(wanted, sorted({artifact.id for bill in bills for artifact in bill.artifacts}), n=3)
    return f" (nearest: {', '.join(near)})" if near else ""


def _noting(bill: Bill, code: str, says: str, override: Override) -> Bill:
    return replace(bill, diagnostics=(*bill.diagnostics, Diagnostic(code, says, override.place)))


def _applied(bill: Bill, name: str, override: Override, known: Catalogue) -> Bill:
    if override.license and _same_text(override, bill, known):
        bill = _claimed(bill, name, override, known)
    elif override.license:
        says = f"{name}: the configuration's {override.license} was for another licence text, and is left aside"
        bill = _noting(bill, "override-dead", says, override)
    relations = tuple(
        Relation(name, _verb(origin, override), _named(origin.to, bill) or origin.to, origin.type, place=override.place)
        for origin in override.relations
    )
    return replace(bill, relations=(*bill.relations, *relations))


def _verb(origin: Origin, override: Override) -> Verb:
    try:
        return verb_of(origin.type)
    except UsageError as error:
        raise UsageError(error.what, str(override.place), error.hint) from error


def _same_text(override: Override, bill: Bill, known: Catalogue) -> bool:
    """Whether the text that the override is pinned to is the user's own copy, or the one that the licence was read from."""
    if not override.license_hash:
        return True
    read = (known.get(atom.license) for atom in atoms(parse(override.license, known)))
    digests = {text.sha256 for licence in read if licence is not None for text in licence.texts}
    return override.license_hash in digests | set(bill.texts)


def _claimed(bill: Bill, name: str, override: Override, known: Catalogue) -> Bill:
    """Put the user's statement in the place of what the input states; where they differ, that is told."""
    claim = Claim(override.license, Grade.D, override.license_source, place=override.place)
    named = next((artifact for artifact in bill.artifacts if artifact.id == name), None)
    before = bill.claims if named is None else named.claims
    meant = str(parse(override.license, known))
    others = list(dict.fromkeys(c.license for c in before if str(parse(c.license, known)) != meant))
    if others:
        says = f"{name}: {override.license} stands in the place of {', '.join(others)}, as the configuration says"
        bill = _noting(bill, "override-differs", says, override)
    if named is None:
        return replace(bill, claims=(claim,))
    artifacts = tuple(
        replace(artifact, claims=(claim,), inherited=False) if artifact.id == name else artifact
        for artifact in bill.artifacts
    )
    return replace(bill, artifacts=artifacts)


def _with_sources(bill: Bill, overrides: Sequence[Override]) -> Bill:
    """Take in what the added relations come from, with what other overrides state of it."""
    stated = {override.id: override for override in overrides if override.license}
    held = {artifact.id for artifact in bill.artifacts} | {bill.name}
    missing = dict.fromkeys(
        r.object for r in bill.relations if _is_source(r.object, overrides) and r.object not in held
    )
    added = []
    for name in missing:
        override = stated.get(name)
        claims = (Claim(override.license, Grade.D, override.license_source, place=override.place),) if override else ()
        added.append(Artifact(name, None, claims, place=override.place if override else bill.place))
    return replace(bill, artifacts=(*bill.artifacts, *added))
