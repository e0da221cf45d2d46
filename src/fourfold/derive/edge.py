"""All questions asked of one pair of terms, on both sides of the readings: the edge, with its reasons."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fourfold.catalogue import Catalogue
from fourfold.compiled import Reading
from fourfold.derive import copyleft, duty, passing_on, permission, restriction, situation, training
from fourfold.derive.base import Answer, Case, Manner, Situation, Terms, on_side
from fourfold.explain import Assumption, ReadingTaken, Step
from fourfold.license import Clause
from fourfold.terms import EdgeType, Effect, Form, Profile, Reach, Verdict

LICENCE_QUESTIONS = (permission.ask, copyleft.ask, restriction.ask, passing_on.ask, training.ask)
"""Asked of the two licences; a declared edge answers them all."""
SITUATION_QUESTIONS = (situation.ask, duty.ask)
"""Asked of the situation, whatever the licences agree on."""


@dataclass(frozen=True, slots=True)
class Side:
    """The answer on one side of a reading."""

    verdict: Verdict
    steps: tuple[Step, ...]
    duties: tuple[Clause, ...]
    bound: bool
    """Whether the old thing's terms bind the new thing on this side."""


@dataclass(frozen=True, slots=True, eq=False)
class Edge:
    """A typed compatibility edge between two terms, in one situation."""

    inbound: str
    outbound: str
    type: EdgeType
    verdict: Verdict
    text: Side
    cautious: Side
    reading: Reading | None = None
    """The open question that was met, if one was."""
    effective: str = ""
    """The outbound licence under which it holds, where it differs from the one asked for."""
    inbound_label: str = ""

    @property
    def contested(self) -> bool:
        """Whether the two sides differ so much that neither answer stands alone (bool)."""
        return self.verdict is Verdict.CONTESTED

    def steps(self) -> tuple[Step, ...]:
        """Return the reasons of the side that decides: where it is contested, the one against."""
        return self.cautious.steps if self.contested or not self.text.bound else self.text.steps

    def explain(self) -> Step:
        """Return the whole tree of reasons, with the reading where one was taken."""
        to = f" under {self.outbound}" if self.outbound else ""
        claim = f"{self.inbound_label or self.inbound}{to}: {self.verdict.value}"
        if self.reading is None:
            return Step(claim, "edge", self.text.steps or (_nothing_against(),), self.verdict)
        sides = (
            _told(Profile.TEXT, self.text, self.reading, self.reading.text_says, self.reading.held_by_text),
            _told(
                Profile.CAUTIOUS, self.cautious, self.reading, self.reading.cautious_says, self.reading.held_by_cautious
            ),
        )
        return Step(claim, "edge", sides, self.verdict)


def _told(profile: Profile, side: Side, reading: Reading, says: str, held_by: tuple[str, ...]) -> Step:
    """Return one side of a reading as a step: what is taken for granted, who holds it, and what follows."""
    taken = ReadingTaken(reading.name, profile.value, says, held_by)
    return Step(f"{profile.value}: {side.verdict.value}", "reading", (taken, *side.steps), side.verdict, profile)


def _nothing_against() -> Assumption:
    return Assumption("no clause stands against it")


def derive(inbound: Terms, outbound: Terms | None, where: Situation, known: Catalogue) -> Edge:
    """Return the edge from one licence to another in a situation.

    Parameters
    ----------
    inbound : Terms
        What the old thing is under.
    outbound : Terms or None
        What the new thing is offered under; none if it has no terms of its own.
    where : Situation
        The relation and everything else that counts.
    known : Catalogue
        The vocabulary and the readings.
    """
    if where.passage.manner is Manner.SERVES and where.form is not Form.PRIVATE:
        where = replace(where, form=Form.SAAS)
    instead = permission.taken_as(inbound, where.passage)
    if instead is not None:
        where = replace(where, passage=instead[0])
    reading = _open_question(inbound, where, known)
    text = _side(inbound, outbound, where, known, Profile.TEXT, reading)
    cautious = _side(inbound, outbound, where, known, Profile.CAUTIOUS, reading)
    if instead is not None:
        text, cautious = (replace(side, steps=(*side.steps, instead[1])) for side in (text, cautious))
    if reading is None:
        reading = known.readings.get(_left_open(inbound, where))
    verdict = _weigh(text.verdict, cautious.verdict)
    return Edge(
        inbound.id,
        outbound.id if outbound else "",
        _type(inbound, outbound, where, verdict, text),
        verdict,
        text,
        cautious,
        reading if reading is not None and (text != cautious) else None,
        inbound_label=inbound.label,
    )


def _left_open(inbound: Terms, where: Situation) -> str:
    """Return the name of the reading that an open clause of the terms asks for here; empty if there is none."""
    silent = [c for c in inbound.clauses if c.effect is Effect.SILENT and (not c.forms or where.as_copies in c.forms)]
    reach = where.passage.reach
    # a program may have to cover what it loads: what is open of changes is then open of it
    asked = (reach, *((Reach.BESIDE, Reach.ADAPT) if reach is Reach.LINK else ()))
    return next((c.reading for reach in asked for c in silent if reach in c.reaches), "")


def _onward(seen: Terms, outbound: Terms | None, where: Situation, known: Catalogue) -> Terms | None:
    """Return what the new thing is offered under, as far as the old thing's terms care.

    Whoever uses a service gets no copy, and nothing is licensed onward, unless the terms count hosting as passing on.
    """
    if outbound is None or where.passage.manner is not Manner.SERVES:
        return outbound
    binds_users = where.form is Form.SAAS and any(
        clause.effect is Effect.BIND
        and where.passage.reach in clause.reaches
        and Form.SAAS in (clause.forms or known.kinds[clause.kind].forms or {Form.SAAS})
        for clause in seen.clauses
    )
    return outbound if binds_users else seen


def _open_question(inbound: Terms, where: Situation, known: Catalogue) -> Reading | None:
    """Return the reading that decides how far the licence reaches, where its own words do not."""
    if where.passage.manner is Manner.ADAPTER:
        return known.reading_on("adapter")
    reach = where.passage.reach
    if reach not in {Reach.LEARN, Reach.EXTRACT, Reach.OUTPUT} or speaks_of(inbound, reach):
        return None
    return known.reading_on(reach.value)


def speaks_of(terms: Terms, reach: Reach) -> bool:
    """Whether any clause of the terms names a reach: their own words then decide, and no reading is asked.

    Words on what outputs may train speak of outputs as well.
    """
    spoken = frozenset({Reach.OUTPUT, Reach.EXTRACT}) if reach is Reach.OUTPUT else frozenset({reach})
    return any(spoken & clause.reaches for clause in (*terms.clauses, *(lifted for lifted, _ in terms.waived)))


def _reaches(inbound: Terms, where: Situation, profile: Profile, reading: Reading | None) -> frozenset[Reach]:
    """Return the reaches that count on one side.

    A program that loads a thing at least uses it, and mostly goes out with it: terms that do not speak of such programs bind
    them as they bind whatever the thing stands beside.
    """
    reach = where.passage.reach
    if reading is None:
        loaded = reach is Reach.LINK and not speaks_of(inbound, reach)
        return frozenset({reach, Reach.BESIDE}) if loaded else frozenset({reach})
    side = reading.text if profile is Profile.TEXT else reading.cautious
    if side == "nothing":
        return frozenset()
    if reading.on == "adapter" and profile is Profile.TEXT:
        return frozenset({Reach(side), Reach.BESIDE})
    return frozenset({Reach(side)})


def _side(
    inbound: Terms,
    outbound: Terms | None,
    where: Situation,
    known: Catalogue,
    profile: Profile,
    reading: Reading | None,
) -> Side:
    reaches = _reaches(inbound, where, profile, reading)
    if not reaches:
        return Side(Verdict.OK, (), (), bound=False)
    # One open question at a time: nobody holds the wide side of two at once for the same thing.
    seen = on_side(inbound, profile if reading is None else Profile.TEXT, known)
    case = Case(seen, _onward(seen, outbound, where, known), where, reaches, profile, known)
    answers: list[Answer] = []
    named = copyleft.declared(case)
    category = _category(case)
    if named is not None:
        answers.append(Answer((named,)))
    elif category is not None:
        answers.append(category)
    else:
        answers.extend(question(case) for question in LICENCE_QUESTIONS)
    answers.extend(question(case) for question in SITUATION_QUESTIONS)
    steps = tuple(step for answer in answers for step in answer.steps)
    asked = duty.duties(case)
    verdict = max((answer.verdict for answer in answers), key=lambda v: v.rank)
    if verdict is Verdict.OK and asked:
        verdict = Verdict.OK_WITH_OBLIGATIONS
    return Side(verdict, _decisive(steps), asked, bound=True)


def _decisive(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Put the reasons against first; reasons that say the same become one, with the evidence of all."""
    same: dict[tuple[str, str, Verdict], list[Step]] = {}
    for step in steps:
        same.setdefault((step.claim, step.rule, step.verdict), []).append(step)
    merged = [
        replace(group[0], because=tuple(dict.fromkeys(node for step in group for node in step.because)))
        for group in same.values()
    ]
    return tuple(sorted(merged, key=lambda step: -step.verdict.rank))


_CLOSED = frozenset({"Commercial", "Proprietary Free", "Source-available", "Free Restricted"})
"""Categories of terms that are another licence than any open one, whatever they say."""


def _category(case: Case) -> Answer | None:
    """Where a side is known by its category alone, say no more than that supports.

    That the outgoing terms are other terms is known all the same: a copyleft that demands its own is not satisfied by them, and
    an upstream that asks for nothing but notices may go into closed terms.
    """
    if case.same:
        return _same(case.inbound)
    unread = [terms for terms in (case.inbound, case.outbound) if terms is not None and terms.category_only]
    if not unread:
        return None
    if unread == [case.outbound]:
        answer = Answer(tuple(step for question in (permission.ask, copyleft.ask) for step in question(case).steps))
        if answer.verdict is Verdict.CONFLICT:
            return answer
        category = unread[0].license.category
        if category in _CLOSED and not _binding(case):
            claim = (
                f"{case.inbound.label} asks for nothing that terms of the category {category} could not leave room for"
            )
            return Answer((Step(claim, "license-known-by-category", (_known_as(unread[0]),)),))
    first = unread[0]
    known = f"its category, {first.license.category}," if first.license.category else "its name"
    claim = f"{first.label} was not read clause by clause, and {known} settles nothing here"
    because = tuple(_known_as(terms) for terms in unread)
    return Answer((Step(claim, "license-known-by-category", because, Verdict.UNKNOWN),))


def _same(terms: Terms) -> Answer | None:
    """Where both sides are under terms of which no right is known, say so; closed terms are the publisher's own affair."""
    if not terms.category_only or terms.license.clauses or terms.license.category == "Commercial":
        return None
    claim = f"{terms.label} was not read clause by clause; what it allows under itself is not known"
    return Answer((Step(claim, "license-known-by-category", (_known_as(terms),), Verdict.UNKNOWN),))


def _binding(case: Case) -> bool:
    """Whether any inbound clause binds or limits the new thing, or wants its source to be free."""
    limits = case.inbound_clauses(Effect.BIND, Effect.FORBID, Effect.CAP)
    source = any(passing_on.wants_source(case, c) for c in case.inbound_clauses(Effect.REQUIRE))
    return source or any(case.kind(c).narrowing or c.effect is Effect.BIND for c in limits)


def _known_as(terms: Terms) -> Assumption:
    return Assumption(f"of {terms.label} {terms.known_as}")


def _weigh(text: Verdict, cautious: Verdict) -> Verdict:
    """Return the verdict of an edge from its two sides: where they part in kind, it is contested."""
    fine = {Verdict.OK, Verdict.OK_WITH_OBLIGATIONS}
    if text in fine and cautious in fine:
        return max(text, cautious, key=lambda verdict: verdict.rank)
    if text is cautious:
        return text
    if text is Verdict.UNKNOWN or cautious is Verdict.UNKNOWN:
        return Verdict.UNKNOWN
    return Verdict.CONTESTED


def _type(inbound: Terms, outbound: Terms | None, where: Situation, verdict: Verdict, text: Side) -> EdgeType:
    if verdict in {Verdict.CONFLICT, Verdict.CONTESTED, Verdict.UNKNOWN}:
        return EdgeType(verdict.value)
    if outbound is None or outbound.id == inbound.id:
        return EdgeType.SAME
    if any(step.rule == "declared-combinable" for step in text.steps):
        return EdgeType.COMBINABLE
    into = where.passage.reach in {Reach.KEEP, Reach.ADAPT} and where.passage.manner is not Manner.SERVES
    return EdgeType.RELICENSABLE if into else EdgeType.COMBINABLE
