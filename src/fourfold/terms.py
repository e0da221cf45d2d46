"""The closed words of the field: verdicts, freedoms, effects, reaches, relations.

Every word here is one of a fixed set (DESIGN 2 to 7). The clause kinds are not here: they are data
(``data/vocabulary.toml``).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NoReturn


class Word(StrEnum):
    """A word of a closed set; it hashes as the text that it equals, which Python's own enums do not, and ten times as slowly."""

    __hash__ = str.__hash__


class Verdict(Word):
    """One of five answers, never a bare yes or no."""

    OK = "ok"
    """Nothing stands against it and nothing is asked."""
    OK_WITH_OBLIGATIONS = "ok-with-obligations"
    """Allowed, and something must be given, shown, kept or said."""
    CONTESTED = "contested"
    """The readings differ; both are named."""
    UNKNOWN = "unknown"
    """A licence or a fact is missing."""
    CONFLICT = "conflict"
    """The texts stand against it."""

    rank: int
    """How much it weighs when several verdicts meet: the larger one stands (int, 0 to 4)."""

    def __init__(self, _: str) -> None:
        self.rank = len(type(self).__members__)

    def __bool__(self) -> NoReturn:
        """Refuse to be a yes or no."""
        raise TypeError("a Verdict is not a yes or no: compare it, e.g. `verdict == Verdict.CONFLICT`")


def worst(verdicts: list[Verdict] | tuple[Verdict, ...]) -> Verdict:
    """Return the verdict that decides: conflict, then unknown, contested, obligations, ok.

    Parameters
    ----------
    verdicts : sequence of Verdict
        May be empty.

    Returns
    -------
    Verdict
        ``Verdict.OK`` for an empty sequence.

    Examples
    --------
    >>> worst([Verdict.OK, Verdict.CONTESTED])
    <Verdict.CONTESTED: 'contested'>
    """
    return max(verdicts, key=lambda verdict: verdict.rank, default=Verdict.OK)


class Freedom(Word):
    """The four freedoms, in the words of the Open Source AI Definition 1.0."""

    USE = "use"
    """Use the system for any purpose and without having to ask for permission."""
    STUDY = "study"
    """Study how the system works and inspect its components."""
    MODIFY = "modify"
    """Modify the system for any purpose, including to change its output."""
    SHARE = "share"
    """Share the system for others to use with or without modifications, for any purpose."""


class Extent(Word):
    """How far a freedom is held."""

    GRANTED = "granted"
    """Held by everyone for every purpose; duties do not lessen it."""
    UNKNOWN = "unknown"
    """A licence or a fact is missing."""
    PARTIAL = "partial"
    """Held with a limit on purpose, person, scale or place, or without the preferred form: what is unknown beside it
    cannot make it whole again."""
    DENIED = "denied"
    """Not held in the question's own context."""

    rank: int
    """Where it stands when several extents meet: the larger one stands (int, 0 to 3)."""

    def __init__(self, _: str) -> None:
        self.rank = len(type(self).__members__)


def meet(extents: list[Extent] | tuple[Extent, ...]) -> Extent:
    """Return the least of several extents; ``granted`` for none.

    Examples
    --------
    >>> meet([Extent.GRANTED, Extent.PARTIAL])
    <Extent.PARTIAL: 'partial'>
    """
    return max(extents, key=lambda extent: extent.rank, default=Extent.GRANTED)


class Effect(Word):
    """What a condition or limitation does to the new thing (DESIGN 4)."""

    FORBID = "FORBID"
    BIND = "BIND"
    REQUIRE = "REQUIRE"
    CAP = "CAP"
    VOID = "VOID"
    SILENT = "SILENT"


class Reach(Word):
    """How the new thing stands to the old one, as far as a clause cares (DESIGN 4)."""

    KEEP = "KEEP"
    ADAPT = "ADAPT"
    LINK = "LINK"
    BESIDE = "BESIDE"
    LEARN = "LEARN"
    EXTRACT = "EXTRACT"
    OUTPUT = "OUTPUT"


class Verb(Word):
    """How one artifact came from, or goes with, another: new thing, verb, old thing."""

    COPIED_FROM = "copied-from"
    SERVES = "serves"
    MODIFIED_FROM = "modified-from"
    FINETUNED_FROM = "finetuned-from"
    ADAPTER_OF = "adapter-of"
    MERGED_FROM = "merged-from"
    QUANTIZED_FROM = "quantized-from"
    CONVERTED_FROM = "converted-from"
    PRUNED_FROM = "pruned-from"
    EMBEDS = "embeds"
    LINKS = "links"
    CONTAINS = "contains"
    RUNS = "runs"
    EVALUATED_ON = "evaluated-on"
    DOCUMENTS = "documents"
    TRAINED_ON = "trained-on"
    DISTILLED_FROM = "distilled-from"
    GENERATED_BY = "generated-by"

    @property
    def reach(self) -> Reach:
        """The reach that the verb falls into (Reach)."""
        return _REACH_OF[self]


_REACH_OF: Final = {
    Verb.COPIED_FROM: Reach.KEEP,
    Verb.SERVES: Reach.KEEP,
    Verb.MODIFIED_FROM: Reach.ADAPT,
    Verb.FINETUNED_FROM: Reach.ADAPT,
    Verb.ADAPTER_OF: Reach.ADAPT,
    Verb.MERGED_FROM: Reach.ADAPT,
    Verb.QUANTIZED_FROM: Reach.ADAPT,
    Verb.CONVERTED_FROM: Reach.ADAPT,
    Verb.PRUNED_FROM: Reach.ADAPT,
    Verb.EMBEDS: Reach.ADAPT,
    Verb.LINKS: Reach.LINK,
    Verb.CONTAINS: Reach.BESIDE,
    Verb.RUNS: Reach.BESIDE,
    Verb.EVALUATED_ON: Reach.BESIDE,
    Verb.DOCUMENTS: Reach.BESIDE,
    Verb.TRAINED_ON: Reach.LEARN,
    Verb.DISTILLED_FROM: Reach.EXTRACT,
    Verb.GENERATED_BY: Reach.OUTPUT,
}


class Kind(Word):
    """What an artifact is."""

    MODEL = "model"
    DATASET = "dataset"
    CODE = "code"
    DOCUMENT = "document"
    SERVICE = "service"


class Form(Word):
    """The form in which the release goes out."""

    RAW = "raw"
    """As it is edited: weights, source, data."""
    BINARY = "binary"
    """Built."""
    SAAS = "saas"
    """Offered over a network; nothing is handed out."""
    OUTPUTS = "outputs"
    """Only what it produces is passed on."""
    PRIVATE = "private"
    """Not passed on at all."""


class Purpose(Word):
    """What the release is used for."""

    ANY = "any"
    COMMERCIAL = "commercial"
    NON_COMMERCIAL = "non-commercial"
    RESEARCH = "research"


class Role(Word):
    """Who asks."""

    DISTRIBUTOR = "distributor"
    END_USER = "end-user"


class Profile(Word):
    """Which side of every open question is taken (DESIGN 6)."""

    TEXT = "text"
    """A licence binds as far as its own words reach."""
    CAUTIOUS = "cautious"
    """The licensor's widest published position."""


class Grade(Word):
    """What a licence claim rests on (DESIGN 7)."""

    A = "A"
    """The licence text in the artifact, its digest known."""
    B = "B"
    """An identifier in the file itself: SPDX header, REUSE, package metadata."""
    C = "C"
    """A card's or registry's metadata; an SBOM's concluded or declared field; a manifest."""
    D = "D"
    """A statement by the maintainers elsewhere."""
    E = "E"
    """Inherited or guessed."""


class EdgeType(Word):
    """What a compatibility edge says (DESIGN 5), in two families."""

    SAME = "same"
    """The same licence on both sides."""
    RELICENSABLE = "relicensable"
    """The material may go out under the other licence."""
    COMBINABLE = "combinable"
    """The whole may go out under the other licence, the part keeps its own."""
    CONFLICT = "conflict"
    """Neither."""
    CONTESTED = "contested"
    """The readings differ."""
    UNKNOWN = "unknown"
    """One side is not known well enough."""


class Severity(Word):
    """How loudly a finding speaks; says nothing of how sure it is."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Confidence(Word):
    """How sure a finding is; says nothing of how grave it is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
