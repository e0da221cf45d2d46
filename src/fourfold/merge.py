"""Several bills as one: the same package URL, or the same id, is the same artifact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from fourfold.artifact import Artifact, Bill, Context, Fact, Relation
from fourfold.errors import UsageError
from fourfold.lineage import order


def merge(bills: Sequence[Bill]) -> Bill:
    """Return one bill that holds all that several hold.

    Parameters
    ----------
    bills : sequence of Bill
        At least one. What goes out of any of them goes out.

    Returns
    -------
    Bill
        Artifacts that share a package URL are one, with all their claims and relations; so are those that share an id, unless their
        package URLs, names or versions differ. Ids that mean different things are kept apart by a suffix.

    Raises
    ------
    UsageError
        If the bills ask different questions.
    """
    if len(bills) == 1:
        return bills[0]
    contexts = {bill.context for bill in bills} - {Context()}
    if len(contexts) > 1:
        raise UsageError(
            "the inputs state different contexts and cannot be merged",
            ", ".join(bill.place.file for bill in bills if bill.place.file),
            "state form, purpose and role once, on the command line or in the configuration",
        )
    pool = _Pool()
    for bill in bills:
        pool.add(bill)
    names = list(dict.fromkeys(bill.name for bill in bills))
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return Bill(
        " + ".join(names[:3]) + more if len(names) > 1 else f"{names[0]} (merged)",
        tuple(pool.artifacts.values()),
        tuple(pool.relations.values()),
        context=contexts.pop() if contexts else Context(),
        format=f"{len(bills)} inputs merged: " + ", ".join(dict.fromkeys(bill.format for bill in bills)),
        diagnostics=tuple(entry for bill in bills for entry in bill.diagnostics),
        place=bills[0].place,
        texts={digest: text for bill in bills for digest, text in bill.texts.items()},
    )


@dataclass(slots=True)
class _Pool:
    """What was taken in so far."""

    artifacts: dict[str, Artifact] = field(default_factory=dict)
    relations: dict[tuple[str, str, str, str], Relation] = field(default_factory=dict)
    by_purl: dict[str, str] = field(default_factory=dict)

    def add(self, bill: Bill) -> None:
        """Take in one bill; its whole, where it has terms or parts, becomes an artifact like others."""
        lineage = order(bill)
        called = {
            name: self._take(replace(artifact, shipped=name in lineage.shipped))
            for name, artifact in lineage.artifacts.items()
        }
        for relation in bill.relations:
            subject = called.get(relation.subject, relation.subject)
            target = called.get(relation.object, relation.object)
            if subject != target:
                key = subject, relation.verb or "", target, "" if relation.verb else relation.word
                self.relations.setdefault(key, replace(relation, subject=subject, object=target))

    def _take(self, artifact: Artifact) -> str:
        known_by = purls(artifact)
        same = next((self.by_purl[purl] for purl in known_by if purl in self.by_purl), "")
        if not same and artifact.id in self.artifacts and may_be(self.artifacts[artifact.id], artifact):
            same = artifact.id
        if same:
            self.artifacts[same] = _together(self.artifacts[same], artifact)
        else:
            same = self._free(artifact.id)
            self.artifacts[same] = replace(artifact, id=same)
        self.by_purl.update(dict.fromkeys(known_by, same))
        return same

    def _free(self, wanted: str) -> str:
        name, count = wanted, 1
        while name in self.artifacts:
            count += 1
            name = f"{wanted}#{count}"
        return name


def purls(artifact: Artifact) -> tuple[str, ...]:
    """Return the package URLs that an artifact is known by."""
    return tuple(name for name in (artifact.id, *artifact.aliases) if name.startswith("pkg:"))


_LOCAL = ("SPDXRef-", "/")
"""How ids begin that mean something in one document only."""


def may_be(one: Artifact, other: Artifact) -> bool:
    """Whether two things with one id can be the same: neither package URLs, names nor versions speak against it."""
    if purls(one) and purls(other):
        return False  # a package URL in common would have been found
    pairs = ((one.name, other.name), (one.version, other.version))
    if one.id.startswith(_LOCAL):
        return all(a == b for a, b in pairs) and bool(one.name)
    return all(a == b or not a or not b for a, b in pairs)


def _together(one: Artifact, other: Artifact) -> Artifact:
    claims = tuple(dict.fromkeys((*one.claims, *other.claims)))
    names = dict.fromkeys((*one.aliases, other.id, *other.aliases))
    return replace(
        one,
        kind=one.kind or other.kind,
        claims=claims,
        inherited=one.inherited and other.inherited,
        component=one.component or other.component,
        shipped=bool(one.shipped or other.shipped),
        facts=_facts(one.facts, other.facts),
        name=one.name or other.name,
        version=one.version or other.version,
        aliases=tuple(name for name in names if name != one.id),
    )


def _facts(one: Mapping[str, Fact], other: Mapping[str, Fact]) -> Mapping[str, Fact]:
    """Put the facts together; a duty that anyone says is not met is not met."""
    broken = {key: False for facts in (one, other) for key, value in facts.items() if value is False}
    return {**other, **one, **broken}
