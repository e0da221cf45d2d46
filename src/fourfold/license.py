"""A licence, its clauses and where in the text they stand.

Plain frozen dataclasses: they are built on every start, and pydantic (which validates them when a
licence file is read, see :mod:`fourfold.curation`) costs more than the whole rest of a short command.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from fourfold.terms import Effect, Form, Purpose, Reach, Role


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a clause states beside its sentence; each kind uses the few that its vocabulary entry lists."""

    above: str = ""
    """What follows above a threshold, in a word."""
    accepts: tuple[str, ...] = ()
    """Licence ids that satisfy the clause beside the licence itself."""
    affiliates: bool | None = None
    """Whether affiliated companies are counted in."""
    after: str = ""
    alone: bool | None = None
    """Whether only a sale of the material by itself is barred."""
    allows: tuple[str, ...] = ()
    """Clause kinds that other terms may carry without counting as further restrictions."""
    alternative: bool | None = None
    """Whether the duty is one of several among which the one who passes on may choose."""
    anywhere: bool | None = None
    applies_to: tuple[str, ...] = ()
    as_kind: str = ""
    at_least: bool | None = None
    """Whether the threshold itself counts as passed."""
    automatic: bool | None = None
    becomes: str = ""
    claims: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    cure_days: int | None = None
    currency: str = ""
    except_distilled: bool | None = None
    """Whether a ban on training others leaves out models made to perform like it, which the text counts as derivatives."""
    except_family: tuple[str, ...] = ()
    """Licence ids of the models that a ban on training others leaves out."""
    floating: bool | None = None
    """Whether the policy at the address may change without notice."""
    how: str = ""
    indexed: bool | None = None
    """Whether the threshold grows with inflation."""
    itself: bool | None = None
    """Whether to offer the material itself to others counts as competing."""
    later_versions: str = ""
    """``any``, ``steward`` or empty: may a later version be taken?"""
    law_only: bool | None = None
    link_suffices: bool | None = None
    loses: str = ""
    measured: str = ""
    metric: str = ""
    modality: str = ""
    models: str = ""
    not_for: tuple[Role, ...] = ()
    """Roles to which the clause does not apply."""
    open_terms: bool | None = None
    """Whether any terms will do that let the public use, change and pass on."""
    owner: str = ""
    persons: tuple[str, ...] = ()
    phrase: str = ""
    place: tuple[str, ...] = ()
    policy: str = ""
    prefix: str = ""
    private_allowed: bool | None = None
    purposes_allowed: tuple[str, ...] = ()
    question: str = ""
    reinstated: bool | None = None
    sentence: str = ""
    takes_effect: str = ""
    territories: tuple[str, ...] = ()
    """ISO 3166-1 alpha-2 codes, or ``EU``."""
    threshold: int | None = None
    """Count of users or persons, or an amount of ``currency``."""
    uses: tuple[str, ...] = ()
    waives: tuple[str, ...] = ()
    """What an exception lifts: ``kind`` or ``kind:REACH``."""
    what: str = ""
    when: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Clause:
    """One thing that a licence says, and where it says it."""

    kind: str
    """A kind of ``data/vocabulary.toml``."""
    effect: Effect | None
    """Its effect; none for a permission."""
    reaches: frozenset[Reach]
    """The relations that it speaks of."""
    section: str = ""
    """The label that the text itself uses, such as ``1.b.i``; empty where it has none."""
    span: tuple[int, int] = (0, 0)
    """First word and one past the last word of the passage, counted from 0 over white-space-separated words."""
    says: str = ""
    """One sentence in fourfold's own words."""
    text: str = "license"
    """Which of the licence's texts: ``license`` or ``policy``."""
    read: str = "text"
    """``text`` if read there, ``secondary`` if taken from a source about it, ``category`` if only from a category."""
    forms: frozenset[Form] = frozenset()
    """The forms in which it comes into play; empty means all."""
    purposes: frozenset[Purpose] = frozenset()
    """The purposes for which it comes into play; empty means all."""
    reading: str = ""
    """The reading that decides a SILENT clause."""
    note: str = ""
    """What two readers differed on, and how the text settled it."""
    parameters: Parameters = field(default_factory=Parameters)

    @property
    def asks(self) -> str:
        """What it asks, in a sentence; of an open question that one side takes for a duty, that it is one (str)."""
        return f"Left open by the text: {self.says}" if self.parameters.as_kind else self.says


@dataclass(frozen=True, slots=True)
class Text:
    """A text that was read: identity only, the words stay with their owner."""

    name: str
    """``license``, or ``policy`` for a policy that the licence takes in."""
    file: str
    """The file name under which it was read."""
    sha256: str
    words: int
    source: str = ""
    read: str = ""
    """ISO 8601 date on which it was read."""
    version: str = ""
    """The text's own version or date."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What one list says of a licence."""

    list: str
    """``OSI``, ``FSF``, ``OKFN``, ``DFSG`` or ``SPDX``."""
    value: bool | None
    """True or false as the list says; none where it is silent or was not consulted."""
    source: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Declared:
    """An edge that a text (or its steward) names itself; it wins over what clauses derive."""

    to: str
    """Licence id, or an ``-or-later`` id."""
    type: str
    """``relicensable``, ``combinable`` or ``conflict``."""
    reaches: frozenset[Reach]
    section: str = ""
    span: tuple[int, int] = (0, 0)
    says: str = ""
    read: str = "text"
    source: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class License:
    """One text at one version by one steward."""

    id: str
    """SPDX id, else ``LicenseRef-…``."""
    name: str
    short: str = ""
    """What a report calls it."""
    version: str = ""
    steward: str = ""
    family: str = ""
    category: str = ""
    """ScanCode's category where only that is known, else empty."""
    exception: bool = False
    """Whether it is an exception, to stand behind WITH."""
    policy: bool = False
    """Whether it is a use policy, which stands beside a licence and grants nothing itself."""
    url: str = ""
    materials: tuple[str, ...] = ()
    """What its own words are made for: ``code``, ``model``, ``dataset``, ``document``."""
    hub: tuple[str, ...] = ()
    """Hub tags that mean this licence (perhaps among others)."""
    scancode: str = ""
    aliases: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    """For an or-later licence: the versions among which its recipient may choose."""
    added: str = ""
    deprecated: str = ""
    texts: tuple[Text, ...] = ()
    lists: tuple[Listing, ...] = ()
    clauses: tuple[Clause, ...] = ()
    edges: tuple[Declared, ...] = ()

    @property
    def label(self) -> str:
        """What a report calls it (str)."""
        return self.short or self.id
