"""Which licence may, or must, a release have? Every candidate is tried with the gate's own analysis, and none is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fourfold.artifact import Bill, Context
from fourfold.candidate import Origin, Target, candidates, listed, target
from fourfold.choice import Change, Choice, Part, Standing, judge, rank
from fourfold.errors import UsageError
from fourfold.expression import Atom, Expression, Or, atoms, parse
from fourfold.freedoms import granted
from fourfold.graph import LicenseGraph
from fourfold.terms import Extent, Freedom, Kind, Profile, Reach, Verdict
from fourfold.trial import Trial, trial
from fourfold.version import __version__


@dataclass(frozen=True, slots=True)
class Want:
    """What the question asks for: a licence, or freedoms; nothing of either leaves it to what is stated."""

    expression: Expression | None = None
    freedoms: Mapping[Freedom, Extent] | None = None

    def fits(self, choice: Choice) -> bool:
        """Whether a choice gives what is asked for."""
        if self.expression is not None:
            return choice.expression == self.expression
        return all(choice.freedoms[f].rank <= extent.rank for f, extent in (self.freedoms or {}).items())


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The licences that a release may have, and why not others."""

    name: str
    targets: tuple[tuple[str, str], ...]
    """What is to be licensed: id and kind."""
    choices: tuple[Choice, ...]
    """All that were considered, the best first."""
    wanted: str
    """The licence that the cheapest change is for; empty if only freedoms are asked for."""
    change: Change | None
    parts: tuple[Part, ...]
    notes: tuple[str, ...]
    context: Context
    profile: Profile
    asked: Want
    tool: Mapping[str, str]

    def of(self, standing: Standing) -> tuple[Choice, ...]:
        """Return the choices that ended up in one place."""
        return tuple(choice for choice in self.choices if choice.standing == standing)

    @property
    def admissible(self) -> tuple[Choice, ...]:
        """What the release may go out under, the freest first (tuple of Choice)."""
        return self.of(Standing.ADMISSIBLE)

    @property
    def excluded(self) -> tuple[Choice, ...]:
        """What a clause stands against (tuple of Choice)."""
        return self.of(Standing.EXCLUDED)

    @property
    def cheapest_change(self) -> Change | None:
        """The fewest direct sources to replace so that the wanted licence is admissible; none if that does not help."""
        return self.change

    @property
    def exit_code(self) -> int:
        """0 if what is asked for is admissible, 1 if it is excluded, 3 if that cannot be told (int)."""
        asked = [choice for choice in self.choices if self._asked(choice)]
        standings = {choice.standing for choice in asked}
        sided = any(
            c.standing is Standing.CONTESTED and c.readings[self.profile] is not Verdict.CONFLICT for c in asked
        )
        if Standing.ADMISSIBLE in standings or sided:
            return 0
        return 3 if Standing.UNKNOWN in standings or not self.choices else 1

    def _asked(self, choice: Choice) -> bool:
        return (self.asked.expression is None and self.asked.freedoms is None) or self.asked.fits(choice)

    @property
    def cause(self) -> str:
        """The last line of the command (str)."""
        if self.asked.expression is not None:
            return next(f"{c.license}: {c.standing}" for c in self.choices if self.asked.fits(c))
        counts = [f"{len(self.of(standing))} {standing}" for standing in Standing if self.of(standing)]
        return ", ".join(counts) or "nothing to consider"

    def to_dict(self) -> dict[str, Any]:
        """Return the object that ``fourfold recommend --format json`` prints (DESIGN 10)."""
        return {
            "schema": 1,
            "tool": dict(self.tool),
            "name": self.name,
            "for": [{"artifact": name, "kind": kind or None} for name, kind in self.targets],
            "question": {
                "purpose": str(self.context.purpose),
                "form": str(self.context.form),
                "reading": str(self.profile),
            },
            "wanted": self.wanted or None,
            "admissible": [choice.to_dict() for choice in self.admissible],
            "contested": [choice.to_dict() for choice in self.of(Standing.CONTESTED)],
            "unknown": [choice.to_dict() for choice in self.of(Standing.UNKNOWN)],
            "excluded": [choice.to_dict() for choice in self.excluded],
            "cheapest_change": self.change.to_dict() if self.change is not None else None,
            "parts": [part.to_dict() for part in self.parts],
            "notes": list(self.notes),
            "exit_code": self.exit_code,
            "cause": self.cause,
        }


def recommend(
    bill: Bill,
    within: LicenseGraph,
    want: str | None = None,
    artifacts: Iterable[str] = (),
    context: Context | None = None,
    profile: Profile = Profile.TEXT,
) -> Recommendation:
    """Say which licences a release may have.

    Parameters
    ----------
    bill : Bill
        What was read.
    within : LicenseGraph
        The licences to judge by.
    want : str, optional
        A licence expression, or freedoms such as ``use=granted,share=granted``; the stated outbound licence by default,
        else the freest one.
    artifacts : iterable of str, optional
        What the licence is for, by id; what the release itself made, by default.
    context : Context, optional
        The question's situation; the bill's own by default.
    profile : Profile, optional
        The side of open questions that decides the exit code.

    Raises
    ------
    UsageError
        If ``want`` names no licence or freedom, or an artifact is none of the bill's.
    NothingToCheck
        If nothing in the bill goes out.
    """
    asked = read_want(want, within)
    ask = trial(target(bill, within, artifacts), within, context or bill.context)
    wanted = () if asked.expression is None else (asked.expression,)
    choices = sorted((judge(ask, c) for c in candidates(ask.goal, within, wanted)), key=rank)
    return _answer(bill.name, ask, choices, asked, profile)


def _answer(name: str, ask: Trial, choices: Sequence[Choice], asked: Want, profile: Profile) -> Recommendation:
    goal, known = ask.goal, ask.within.known
    goals = list(_goals(asked, goal, choices, ask))
    change = _cheapest(ask, goals)
    kinds = {artifact.id: artifact.kind for artifact in goal.followed.lineage.artifacts.values()}
    return Recommendation(
        name,
        tuple((target_id, str(kinds[target_id] or "")) for target_id in goal.names),
        tuple(choices),
        goals[0].license if len(goals) == 1 else change.license if change is not None else "",
        change,
        _parts(goal, ask.within, ask.context),
        tuple(_notes(goal, choices)),
        ask.context,
        profile,
        asked,
        {"name": "fourfold", "version": __version__, "data": known.version, "digest": known.digest},
    )


def read_want(want: str | None, within: LicenseGraph) -> Want:
    """Return what the words of a question mean.

    Raises
    ------
    UsageError
        If they name no licence, or no freedom; the hint lists what may stand there.
    """
    if want is None or not want.strip():
        return Want()
    if "=" in want:
        return Want(freedoms=dict(_freedom(part) for part in want.split(",")))
    expression = parse(want, within.known)
    for atom in atoms(expression):
        if not atom.known:
            within.license(atom.license)  # raises, naming the nearest
    return Want(expression)


def _freedom(part: str) -> tuple[Freedom, Extent]:
    name, _, extent = (word.strip() for word in part.partition("="))
    if name not in set(Freedom) or extent not in {Extent.GRANTED, Extent.PARTIAL}:
        hint = f"{'|'.join(Freedom)}=granted|partial, with commas between"
        raise UsageError(f"{part.strip()!r} is no freedom that could be wanted", hint=hint)
    return Freedom(name), Extent(extent)


def _goals(asked: Want, goal: Target, choices: Sequence[Choice], ask: Trial) -> Iterator[Choice]:
    """Yield the licences that a change may aim for; where several would do, the one that is nearest counts."""
    one = asked.expression or (goal.stated[0] if goal.stated and asked.freedoms is None else None)
    if one is not None:
        yield from (choice for choice in choices if choice.expression == one)
        return
    own = [(choice, granted(choice.expression, ask.within, ask.context)) for choice in choices]
    extents = [(choice, {freedom: grants[freedom].extent for freedom in Freedom}) for choice, grants in own]
    limits = asked.freedoms or _freest(held for _, held in extents)
    for choice, held in extents:
        if all(held[freedom].rank <= extent.rank for freedom, extent in limits.items()):
            yield choice


def _freest(several: Iterable[Mapping[Freedom, Extent]]) -> Mapping[Freedom, Extent]:
    return min(several, key=lambda held: sum(extent.rank for extent in held.values()), default={})


def _cheapest(ask: Trial, goals: Iterable[Choice]) -> Change | None:
    best: Change | None = None
    for choice in goals:
        most = len(best.replace) if best is not None else None
        gone = ask.change(choice.expression, choice.against, most)
        if gone is not None:
            best = Change(choice.license, gone, len(ask.sources()))
        if best is not None and not best.replace:
            break
    return best


def _parts(goal: Target, within: LicenseGraph, context: Context) -> tuple[Part, ...]:
    """Return a licence made for each kind of part, where there are several kinds; nothing if one of them can have none.

    Old things first: what is chosen for the data is there when the model is asked about.
    """
    if len(goal.kinds) < 2:
        return ()
    bill = goal.bill
    out: list[Part] = []
    for name in goal.followed.lineage.order:
        kind = goal.followed.lineage.artifacts[name].kind
        if name not in goal.names or kind is None:
            continue
        ask = trial(target(bill, within, (name,)), within, context)
        found = next((pair for pair in _suited(goal, name, kind, within) if ask.of(pair[0]).fine), None)
        if found is None:
            return ()
        out.append(Part(name, kind.value, str(found[0]), found[1]))
        given = {artifact.id: artifact for artifact in ask.given(found[0]).artifacts}[name]
        bill = replace(bill, artifacts=tuple(given if a.id == name else a for a in bill.artifacts))
    return tuple(out)


def _suited(goal: Target, name: str, kind: Kind, within: LicenseGraph) -> Iterator[tuple[Expression, str]]:
    stated = goal.followed.own[name].expression
    if stated is not None:
        yield stated, "as stated"
    fitting = [entry for entry in listed() if kind in entry.kinds and entry.license in within.known]
    for entry in sorted(fitting, key=lambda entry: goal.kinds <= entry.kinds):  # one text for all is the other answer
        yield Atom(entry.license), entry.reason


def _notes(goal: Target, choices: Sequence[Choice]) -> Iterator[str]:
    arrivals = [arrival for name in goal.names for arrival in goal.followed.arrivals[name].all()]
    into = {a.origin for a in arrivals if a.passage.reach in {Reach.KEEP, Reach.ADAPT, Reach.LINK}} - set(goal.names)
    for choice in choices:
        if isinstance(choice.expression, Or) and {Origin.STATED, Origin.WANTED} & set(choice.origins):
            why = "what is made from several things cumulates their terms: they hold together (AND), nobody may choose (OR)"
            one = "recipients may take any branch of an OR, so each of them has to hold"
            yield f'"{choice.license}": {why if len(into) > 1 else one}'
    if goal.unlicensed:
        names = ", ".join(goal.unlicensed)
        yield f"{names}: no licence is stated, and it is taken to be yours to license; what is somebody else's needs their licence"
    if arrivals and all(arrival.passage.reach is Reach.BESIDE for arrival in arrivals):
        yield "the parts keep their own licences; the one named here is for the whole as a collection"
    if choices and not any(choice.standing is not Standing.EXCLUDED for choice in choices):
        yield f"none of the {len(choices)} licences considered is admissible: what arrives cannot go out together"
