"""What a question is asked of: terms, the situation, and the answer's parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from fourfold.catalogue import Catalogue
from fourfold.compiled import KindInfo
from fourfold.explain import ClauseCited, Step
from fourfold.license import Clause, License
from fourfold.terms import Effect, Form, Profile, Purpose, Reach, Role, Verdict, Word


class Manner(Word):
    """How a relation differs from others of the same reach."""

    PLAIN = "plain"
    ADAPTER = "adapter"
    """Made to work upon the old thing, without holding it: a reading decides (ADAPT)."""
    CONVERTED = "converted"
    """The same in another format, as far as is stated: some licences take that for no change at all (ADAPT)."""
    EMBEDDED = "embedded"
    """Held within the new thing as it is: some licences let it stand there as a part (ADAPT)."""
    DISTILLED = "distilled"
    """Made to perform like the old thing, which some texts count as a derivative of it (EXTRACT)."""
    CONTAINS = "contains"
    """A copy of the old thing goes out beside the new one (BESIDE)."""
    SERVES = "serves"
    """The same thing, offered over a network: no copy goes out (KEEP)."""
    RUNS = "runs"
    """The new thing uses the old one (BESIDE)."""
    ASIDE = "aside"
    """The old thing measures or describes the new one (BESIDE)."""


@dataclass(frozen=True, slots=True)
class Passage:
    """How terms come from the old thing to the new one, over however many hops."""

    reach: Reach
    manner: Manner = Manner.PLAIN

    def __str__(self) -> str:
        return self.reach.value if self.manner is Manner.PLAIN else f"{self.reach.value}:{self.manner.value}"


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything outside the two licences that an edge depends on; equal situations give equal edges."""

    passage: Passage
    form: Form = Form.RAW
    purpose: Purpose = Purpose.ANY
    role: Role = Role.DISTRIBUTOR
    territory: frozenset[str] = frozenset()
    monthly_active_users: int | None = None
    annual_revenue_usd: float | None = None
    facts: frozenset[tuple[str, object]] = frozenset()
    """What the publisher says of the new thing."""
    kind: str = ""
    """What the new thing is; empty if not said."""
    family: frozenset[str] = frozenset()
    """Licences whose material the new thing is adapted from."""

    def fact(self, name: str) -> object:
        """Return a stated fact, or None."""
        return next((value for key, value in self.facts if key == name), None)

    @property
    def as_copies(self) -> Form:
        """The form that a clause on copies asks for: outputs go out as they are (Form)."""
        return Form.RAW if self.form is Form.OUTPUTS else self.form

    @property
    def passed_on(self) -> bool:
        """Whether copies of the new thing go out (bool)."""
        return self.form in {Form.RAW, Form.BINARY, Form.OUTPUTS}


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """The terms of one atom: a licence, and its exception if it has one."""

    id: str
    license: License
    exception: License | None
    clauses: tuple[Clause, ...]
    """The licence's clauses less what the exception lifts, with the exception's own."""
    waived: tuple[tuple[Clause, Clause], ...] = ()
    """Each lifted clause with the exception's clause that lifts it."""

    @property
    def label(self) -> str:
        """What a report calls them (str)."""
        return f"{self.license.label} with {self.exception.label}" if self.exception else self.license.label

    @property
    def category_only(self) -> bool:
        """Whether the text was not read: ScanCode's category is known of the licence, or nothing but its name (bool)."""
        return not self.license.texts and (bool(self.license.category) or not self.license.clauses)

    @property
    def known_as(self) -> str:
        """What is known of terms that were not read, in a clause (str)."""
        category = self.license.category
        return f"only ScanCode's category is known: {category}" if category else "only the name is known"

    def cite(self, clause: Clause) -> ClauseCited:
        """Return the clause as evidence."""
        return ClauseCited(self.id, self.label, clause)

    def of(self, *kinds: str) -> Iterator[Clause]:
        """Yield the clauses of some kinds."""
        return (clause for clause in self.clauses if clause.kind in kinds)


def merge_terms(licence: License, exception: License | None) -> Terms:
    """Return a licence's terms with its exception applied: whole clauses, or single reaches of them, fall away."""
    if exception is None:
        return Terms(licence.id, licence, None, licence.clauses)
    lifted: dict[str, tuple[frozenset[Reach] | None, Clause]] = {}
    for clause in exception.clauses:
        if clause.kind == "exception":
            for entry in clause.parameters.waives:
                kind, _, reach = entry.partition(":")
                before = lifted.get(kind, (frozenset(), clause))[0]
                now = None if not reach or before is None else before | {Reach(reach)}
                lifted[kind] = (now, clause)
    kept: list[Clause] = []
    waived: list[tuple[Clause, Clause]] = []
    for clause in licence.clauses:
        if clause.kind not in lifted:
            kept.append(clause)
            continue
        gone, by = lifted[clause.kind]
        left = frozenset() if gone is None else clause.reaches - gone
        waived.append((clause, by))
        if left:
            kept.append(replace(clause, reaches=left))
    own = tuple(clause for clause in exception.clauses if clause.kind != "exception")
    return Terms(f"{licence.id} WITH {exception.id}", licence, exception, (*kept, *own), tuple(waived))


def on_side(terms: Terms, profile: Profile, known: Catalogue) -> Terms:
    """Return terms as one side of the readings sees them: an open clause binds under ``cautious`` alone.

    Parameters
    ----------
    terms : Terms
        With SILENT clauses as the licence leaves them.
    profile : Profile
        The side.
    known : Catalogue
        For what a kind does when it binds.
    """
    if not any(clause.effect is Effect.SILENT for clause in terms.clauses):
        return terms
    clauses: list[Clause] = []
    for clause in terms.clauses:
        if clause.effect is not Effect.SILENT:
            clauses.append(clause)
        elif profile is Profile.CAUTIOUS:
            info: KindInfo = known.kinds[clause.parameters.as_kind or clause.kind]
            clauses.append(replace(clause, kind=info.name, effect=info.effect, forms=clause.forms or info.forms))
    return replace(terms, clauses=tuple(clauses))


@dataclass(frozen=True, slots=True)
class Case:
    """One question's whole input: may material under ``inbound`` go into a new thing offered under ``outbound``?"""

    inbound: Terms
    outbound: Terms | None
    """None if the new thing has no terms of its own: those that reach it apply."""
    situation: Situation
    reaches: frozenset[Reach]
    """The reaches that count on this side of the reading."""
    profile: Profile
    known: Catalogue

    def kind(self, clause: Clause) -> KindInfo:
        """Return the vocabulary entry of a clause."""
        info: KindInfo = self.known.kinds[clause.kind]
        return info

    def applies(self, clause: Clause) -> bool:
        """Whether a clause speaks of this relation, in this form, for this purpose."""
        return bool(clause.reaches & self.reaches) and self.in_form(clause) and self.in_purpose(clause)

    def in_form(self, clause: Clause) -> bool:
        """Whether a clause comes into play in the form in which the new thing goes out."""
        form = self.situation.as_copies
        if not clause.forms:
            return True
        if self.situation.passage.manner in {Manner.RUNS, Manner.ASIDE} and form is not Form.SAAS:
            return False  # nothing of it is passed on
        return form in clause.forms

    def in_purpose(self, clause: Clause) -> bool:
        """Whether a clause comes into play for the purpose that was asked about."""
        return not clause.purposes or self.situation.purpose is Purpose.ANY or self.situation.purpose in clause.purposes

    def inbound_clauses(self, *effects: Effect) -> list[Clause]:
        """Return the inbound clauses that apply and have one of these effects."""
        return [c for c in self.inbound.clauses if c.effect in effects and self.applies(c)]

    @property
    def same(self) -> bool:
        """Whether both sides are the same licence; leaving an added permission out does not make it another one (bool)."""
        if self.outbound is None or self.outbound.license.id != self.inbound.license.id:
            return False
        exception = self.inbound.exception
        adds_limits = exception is not None and any(c.effect is Effect.FORBID for c in exception.clauses)
        return (self.outbound.exception is None and not adds_limits) or self.outbound.id == self.inbound.id


@dataclass(frozen=True, slots=True)
class Answer:
    """What one question yields."""

    steps: tuple[Step, ...] = ()
    """Reasons against (a verdict above ok) and for."""

    @property
    def verdict(self) -> Verdict:
        """The worst of the steps (Verdict)."""
        return max((step.verdict for step in self.steps), key=lambda verdict: verdict.rank, default=Verdict.OK)


NOTHING = Answer()
