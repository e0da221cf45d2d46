"""What was made from what, and how it is passed on: artifacts, relations, the bill of a distribution."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from fourfold.errors import UsageError
from fourfold.place import Place
from fourfold.terms import Form, Grade, Kind, Purpose, Role, Verb
from fourfold.territory import settle

Fact = bool | str | int | float | tuple[str, ...]
"""What a publisher says of an artifact: done or not, or a word."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A licence statement about an artifact, as it stands in the source."""

    license: str
    """The raw words: expression, id, tag, name; ``NONE`` and ``NOASSERTION`` as SPDX means them."""
    evidence: Grade = Grade.C
    source: str = ""
    """Who or what says so."""
    role: str = "declared"
    """``declared``, ``concluded``, ``observed`` or ``text``."""
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Artifact:
    """One thing with its own rights: weights, a dataset, code, a document, a service."""

    id: str
    kind: Kind | None = None
    claims: tuple[Claim, ...] = ()
    inherited: bool = False
    """It has no terms of its own; those that reach it apply."""
    component: str = ""
    """MOF component name, such as ``model-parameters``."""
    shipped: bool | None = None
    """Whether it goes out; none leaves it to the relations: true unless it is some relation's object."""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    name: str = ""
    version: str = ""
    aliases: tuple[str, ...] = ()
    """Other ids: purl, bom-ref, SPDXID, Hub id."""
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Relation:
    """How one artifact came from, or goes with, another."""

    subject: str
    """Id of the new thing (``from`` in a manifest)."""
    verb: Verb | None
    """None if the source's word fits no verb: kept and reported, never followed."""
    object: str
    """Id of the old thing (``to`` in a manifest)."""
    word: str = ""
    """The source's own word."""
    basis: str = "stated"
    """``stated``, ``implied`` or ``inferred``."""
    place: Place = field(default_factory=Place)


W = TypeVar("W", bound=StrEnum)


def word_of(kind: type[W], word: str, called: str) -> W:
    """Return a word as a member of a closed set.

    Parameters
    ----------
    kind : type of StrEnum
        The set.
    word : str
        One of its words, or a member.
    called : str
        What the caller calls it.

    Raises
    ------
    UsageError
        If it is none of them; the hint lists all.

    Examples
    --------
    >>> word_of(Purpose, "research", "purpose")
    <Purpose.RESEARCH: 'research'>
    """
    try:
        return kind(word)
    except ValueError as error:
        hint = "one of: " + ", ".join(kind)
        raise UsageError(f"{called}: {word!r} is none of the words that may stand here", "", hint) from error


@dataclass(frozen=True, slots=True)
class Context:
    """The question's own situation."""

    form: Form = Form.RAW
    purpose: Purpose = Purpose.ANY
    role: Role = Role.DISTRIBUTOR
    territory: tuple[str, ...] = ()
    """ISO 3166-1 alpha-2 codes, or ``EU``."""
    monthly_active_users: int | None = None
    """Count of users a month, affiliates included."""
    annual_revenue_usd: float | None = None
    """US dollars a year, affiliates included."""

    def __post_init__(self) -> None:
        try:
            object.__setattr__(self, "territory", settle(self.territory))
        except ValueError as error:
            raise UsageError(f"territory: {error}", hint="two letters as in ISO 3166-1, or EU") from error

    def but(
        self,
        *,
        form: Form | str | None = None,
        purpose: Purpose | str | None = None,
        role: Role | str | None = None,
        territory: str | Iterable[str] | None = None,
        monthly_active_users: int | None = None,
        annual_revenue_usd: float | None = None,
    ) -> Context:
        """Return the context with what is given in the place of what it says; parameters as the fields, words or values.

        Raises
        ------
        UsageError
            If a word is none of those that may stand there; the hint lists them.
        """
        places = (territory,) if isinstance(territory, str) else tuple(territory or ())
        return Context(
            word_of(Form, form, "form") if form else self.form,
            word_of(Purpose, purpose, "purpose") if purpose else self.purpose,
            word_of(Role, role, "role") if role else self.role,
            places or self.territory,
            self.monthly_active_users if monthly_active_users is None else monthly_active_users,
            self.annual_revenue_usd if annual_revenue_usd is None else annual_revenue_usd,
        )


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something in the input that could not be read as it stands; everything else was."""

    code: str
    message: str
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Bill:
    """A distribution: its artifacts, what they were made from, and the terms it goes out under."""

    name: str
    artifacts: tuple[Artifact, ...] = ()
    relations: tuple[Relation, ...] = ()
    claims: tuple[Claim, ...] = ()
    """What is stated as the outbound licence of the whole."""
    context: Context = field(default_factory=Context)
    format: str = ""
    """What it was read from, such as ``fourfold manifest 1`` or ``CycloneDX 1.6``."""
    diagnostics: tuple[Diagnostic, ...] = ()
    place: Place = field(default_factory=Place)
    texts: Mapping[str, str] = field(default_factory=dict)
    """Licence texts of the user's own tree by SHA-256, from which a report may print passages."""
    lists: bool = False
    """Whether all that stands in it goes out unless something says otherwise, dependencies too, as in a bill of materials."""
