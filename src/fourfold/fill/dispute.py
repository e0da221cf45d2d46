"""What fourfold itself finds against a licence that is about to be written: a label that its origin does not allow is no fact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from fourfold.analyse import check
from fourfold.artifact import Artifact, Bill, Claim, Context
from fourfold.catalogue import Catalogue
from fourfold.fill.base import Entry
from fourfold.fill.match import Pair
from fourfold.graph import LicenseGraph
from fourfold.merge import merge
from fourfold.terms import Verdict

LABEL = frozenset(
    {
        "copyleft-linked",
        "further-restriction",
        "license-mismatch",
        "merge-terms-cumulate",
        "network-copyleft",
        "no-derivatives-adapted",
        "noncommercial-dropped",
        "redistribution-withheld",
        "relabelled-derivative",
        "share-alike-clash",
        "use-restrictions-dropped",
    }
)
"""Rules that speak of the terms that a thing goes out under; the others speak of duties, and of what it is wanted for."""


def disputes(
    bill: Bill, written: Sequence[Entry], sources: Sequence[Bill], pairs: Iterable[Pair], known: Catalogue
) -> Mapping[str, str]:
    """Judge the document as it would be, together with what the other inputs say of where things come from.

    Parameters
    ----------
    bill : Bill
        The document, as it was read.
    written : sequence of Entry
        What is about to be written.
    sources : sequence of Bill
        The other inputs.
    pairs : iterable of Pair
        Which of their artifacts is which of the document's.
    known : Catalogue
        The licences to judge by.

    Returns
    -------
    mapping of str to str
        What is found against a licence, by artifact; only for artifacts of which one is about to be written.
    """
    new = {entry.artifact: Claim(entry.license, role="concluded") for entry in written}
    artifacts = tuple(replace(a, claims=(new[a.id],)) if a.id in new else a for a in bill.artifacts)
    bills = [replace(bill, artifacts=artifacts, context=Context())]
    called = {(pair.given, pair.other): pair.artifact for pair in pairs}
    for number, source in enumerate(sources):
        bills.append(_renamed(source, {id_: a for (given, id_), a in called.items() if given == number}))
    merged = merge(bills)
    names = {name: artifact.id for artifact in merged.artifacts for name in (*artifact.aliases, artifact.id)}
    against: dict[str, str] = {}
    for finding in check(merged, within=LicenseGraph(known)).findings:
        if finding.rule in LABEL and finding.verdict == Verdict.CONFLICT:
            against.setdefault(finding.subject, f"{finding.rule}: {finding.message}")
    return {id_: against[names[id_]] for id_ in new if names.get(id_) in against}


def _renamed(source: Bill, called: Mapping[str, Artifact]) -> Bill:
    """Give what is the same as something in the document the names that it has there."""
    artifacts = tuple(
        replace(a, id=same.id, name=same.name, version=same.version, aliases=same.aliases) if same else a
        for a, same in ((artifact, called.get(artifact.id)) for artifact in source.artifacts)
    )
    ids = {id_: artifact.id for id_, artifact in called.items()}
    relations = tuple(
        replace(r, subject=ids.get(r.subject, r.subject), object=ids.get(r.object, r.object)) for r in source.relations
    )
    return replace(source, artifacts=artifacts, relations=relations, context=Context())
