"""What the formats share: the licence that is to be written, where it comes from, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fourfold.artifact import Artifact, Claim
from fourfold.catalogue import Catalogue
from fourfold.fill.certain import Certain, Doubt, decisive, settle, shorten
from fourfold.fill.match import Sources
from fourfold.fill.splice import Edits
from fourfold.fill.texts import Texts
from fourfold.resolve import NO_ASSERTION


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one artifact."""

    artifact: str
    pointer: str
    license: str = ""
    """The expression that was written, or that was there."""
    source: str = ""
    """Where a licence that was written comes from."""
    evidence: str = ""
    """The grade of what it rests on."""
    reason: str = ""
    """Why nothing was written, in a word."""
    says: str = ""
    """The same in a sentence."""

    def to_dict(self) -> dict[str, str]:
        """Return what is told of it."""
        told = {"artifact": self.artifact, "pointer": self.pointer, "license": self.license, "source": self.source}
        told |= {"evidence": self.evidence, "reason": self.reason, "says": self.says}
        return {key: value for key, value in told.items() if value}


@dataclass(slots=True)
class Work:
    """One document that is being filled: what is known, and what was done so far."""

    edits: Edits
    sources: Sources
    texts: Texts
    known: Catalogue
    file: str
    filled: list[Entry] = field(default_factory=list)
    kept: list[Entry] = field(default_factory=list)
    left: list[Entry] = field(default_factory=list)
    against: Mapping[str, str] = field(default_factory=dict)
    """What speaks against the licence that would be written for an artifact, by its id."""
    notes: dict[str, None] = field(default_factory=dict)
    """What else the user should know, each once."""

    def element(self, artifact: Artifact) -> dict[str, Any] | None:
        """Return what stands for an artifact; where there is no such object, nothing can be written, and that is noted."""
        found = self.edits.at(artifact.place.pointer)
        if isinstance(found, dict):
            return found
        self.leave(artifact, Doubt("unwritable", "it does not stand in a list, where this format has it"))
        return None

    def settle(self, artifact: Artifact, more: tuple[Claim, ...] = ()) -> Certain | Doubt:
        """Say what an artifact is under: by its own claims, by others of the document, and by the other inputs."""
        if artifact.id in self.against:
            return Doubt("disputed", self.against[artifact.id])
        own = decisive(artifact.claims)
        if all(claim.license.strip().upper() in NO_ASSERTION for claim in own):
            own += self.sources.twins(artifact)
        return settle((*own, *more, *self.sources.claims(artifact)), self.known)

    def fill(self, artifact: Artifact, found: Certain) -> None:
        """Note that a licence was written."""
        claim = found.claim
        entry = Entry(artifact.id, artifact.place.pointer, found.words, self.origin(claim), str(claim.evidence))
        self.filled.append(entry)

    def keep(self, artifact: Artifact, words: str) -> None:
        """Note that what is stated stays as it is, and means something."""
        self.kept.append(Entry(artifact.id, artifact.place.pointer, words))

    def leave(self, artifact: Artifact, doubt: Doubt) -> None:
        """Note that nothing was written."""
        where = artifact.id, artifact.place.pointer
        if doubt.kind == "none":
            self.kept.append(Entry(*where, "NONE", says=doubt.says))
        else:
            self.left.append(Entry(*where, reason=doubt.kind, says=doubt.says))

    def origin(self, claim: Claim) -> str:
        """Say what a licence was taken from: the words, who says so, where."""
        place = claim.place
        if place.file == self.file and place.pointer:
            where = f"{place.pointer} of this document"
        else:
            where = " ".join(filter(None, (str(place), place.pointer)))
        source = shorten(claim.source)
        return f'"{shorten(claim.license)}"' + "".join(f", {part}" for part in (source, where) if part)

    def record(self, found: Certain) -> str:
        """Return the sentence that a document keeps of where a licence comes from."""
        claim = found.claim
        data = f"licence data {self.known.version}"
        return f"fourfold: {found.words} from {self.origin(claim)} (evidence {claim.evidence}, {data})"


def words_of(value: Any) -> str:
    """Return a value if it is words; empty otherwise."""
    return value if isinstance(value, str) else ""
