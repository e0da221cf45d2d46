"""What an artifact's own terms and statements say of themselves: unfit, missing, unknown, in disagreement."""

from __future__ import annotations

from collections.abc import Iterator

from fourfold.artifact import Claim, Context
from fourfold.compatibility import situation
from fourfold.derive.base import Passage, Terms
from fourfold.explain import Assumption, LicenseDeclared, Step
from fourfold.expression import Atom, Expression, Or, atoms
from fourfold.freedoms import granted
from fourfold.graph import LicenseGraph
from fourfold.lineage import Lineage
from fourfold.modality import stated_in
from fourfold.resolve import NONE, NOT_GIVEN, Resolved
from fourfold.subject import FINE, Subject, against, own_finding
from fourfold.terms import Freedom, Kind, Reach, Verdict, worst
from fourfold.verdict import Finding

_OF_THE_SITUATION = frozenset({"noncommercial-use", "scale-threshold", "territory-excluded", "hosting-withheld"})
"""Rules that hold for whoever has the thing, whatever it came from."""


def own_terms(subject: Subject, within: LicenseGraph, context: Context) -> None:
    """Ask whether what goes out fits the situation by its own terms as well."""
    expression = subject.own.expression
    if expression is None or not subject.shipped or not subject.artifact.claims:
        return
    if (subject.artifact.facts == {} or isinstance(expression, Or)) and _fits(
        within, expression, context, subject.artifact.kind
    ):
        return
    modality = stated_in(subject.artifact.facts)
    facts = frozenset({("modality", modality)} if modality else ())
    where = situation(Passage(Reach.KEEP), context, facts=facts, kind=subject.artifact.kind)
    answer = within.compare(expression, expression, where)
    if answer.missing and answer.verdict is Verdict.UNKNOWN:
        return  # which licence is meant is open: what is said of that name elsewhere says so
    steps = tuple(step for step in against(answer) if step.rule in _OF_THE_SITUATION)
    if answer.verdict in FINE or not steps:
        return
    for rule_name in dict.fromkeys(step.rule for step in steps):
        mine = tuple(step for step in steps if step.rule == rule_name)
        subject.findings.append(own_finding(subject, rule_name, mine, worst([s.verdict for s in mine])))


def _fits(within: LicenseGraph, expression: Expression, context: Context, kind: Kind | None) -> bool:
    """Whether terms fit the situation whatever the artifact's facts are; of a choice, one branch is enough."""
    if isinstance(expression, Or):
        return any(_fits(within, part, context, kind) for part in expression.parts)
    return within.compare(expression, expression, situation(Passage(Reach.KEEP), context, kind=kind)).verdict in FINE


def statements(subject: Subject, lineage: Lineage, within: LicenseGraph, context: Context) -> None:
    """Note what is missing, unknown or in disagreement among the statements about an artifact."""
    own, artifact = subject.own, subject.artifact
    _missing(subject, lineage)
    _unknown(subject, within, context)
    for terms in _unread(own, within):
        says = f"{artifact.id} is under {terms.label}, of which {terms.known_as}"
        evidence = LicenseDeclared(
            artifact.id, own.stated, str(own.grade), own.claim.place if own.claim else artifact.place
        )
        step = Step(says, "license-known-by-category", (evidence,), Verdict.UNKNOWN)
        subject.findings.append(own_finding(subject, step.rule, (step,), Verdict.UNKNOWN))
    for other, meant in own.disagreeing:
        subject.findings.append(_mismatch(subject, other, str(meant)))
    if own.says_none and own.claim is not None and own.expression is not None:
        subject.findings.extend(
            _mismatch(subject, other, "none at all")
            for other in artifact.claims
            if other.license.strip().upper() in NONE
        )


def _missing(subject: Subject, lineage: Lineage) -> None:
    """Note that an artifact has no terms: none is stated, or none reaches it."""
    own, artifact = subject.own, subject.artifact
    if own.expression is None and not artifact.inherited:
        says = "NONE: it was looked for and there is none" if own.says_none else "no licence is stated"
        if own.says_none and own.stated.strip().upper() in NOT_GIVEN:
            says = f"{own.stated}: no licence is given"
        step = Step(
            f"{artifact.id}: {says}; nothing is granted without one",
            "license-missing",
            (Assumption(says),),
            Verdict.UNKNOWN,
        )
        subject.findings.append(own_finding(subject, "license-missing", (step,), Verdict.UNKNOWN))
    elif artifact.inherited and not lineage.incoming.get(artifact.id):
        step = Step(
            f"{artifact.id} inherits its terms, and nothing reaches it",
            "license-missing",
            (Assumption("no relation leads to it"),),
            Verdict.UNKNOWN,
        )
        subject.findings.append(own_finding(subject, "license-missing", (step,), Verdict.UNKNOWN))


def _unknown(subject: Subject, within: LicenseGraph, context: Context) -> None:
    """Note each name that is no known licence, and each that may be several and whose grants then differ."""
    own, artifact = subject.own, subject.artifact
    for atom in own.unknown:
        if atom.ambiguous:
            verdict = _doubt(atom, within, context)
            if verdict is not Verdict.OK or not _one_text(atom):
                subject.findings.append(_open_name(subject, atom, verdict))
            continue
        near = f"; nearest: {', '.join(atom.candidates)}" if atom.candidates else ""
        modified = atom.license.startswith("LicenseRef-modified-")
        rule = "license-modified" if modified else "license-unknown"
        claim = f"{artifact.id} says {atom.license}, which is not a licence that is known{near}"
        evidence = LicenseDeclared(
            artifact.id, own.stated, str(own.grade), own.claim.place if own.claim else artifact.place
        )
        subject.findings.append(
            own_finding(subject, rule, (Step(claim, rule, (evidence,), Verdict.UNKNOWN),), Verdict.UNKNOWN)
        )


def _doubt(atom: Atom, within: LicenseGraph, context: Context) -> Verdict:
    """Return the verdict on a name that may mean several licences: unknown if what it grants depends on which is meant."""
    meant = [granted(Atom(name, atom.exception), within, context) for name in atom.candidates]
    alike = len({tuple(grants[freedom].extent for freedom in Freedom) for grants in meant}) == 1
    return Verdict.OK if alike else Verdict.UNKNOWN


def _one_text(atom: Atom) -> bool:
    """Whether a name leaves open no more than whether a later version may be chosen, as the GPL's old ids do in half of all bills."""
    return len({name.removesuffix("-only").removesuffix("-or-later") for name in atom.candidates}) == 1


def _open_name(subject: Subject, atom: Atom, verdict: Verdict) -> Finding:
    """Return the finding of a name that may mean several licences: unknown where they grant different things, else a remark."""
    own, artifact = subject.own, subject.artifact
    rule = "license-ambiguous" if verdict is Verdict.OK else "license-unknown"
    same = "each grants the freedoms to the same extent" if verdict is Verdict.OK else "they do not grant the same"
    claim = f"{artifact.id} says {atom.license}, which may mean {' or '.join(atom.candidates)}, and {same}"
    place = own.claim.place if own.claim else artifact.place
    evidence = LicenseDeclared(artifact.id, own.stated, str(own.grade), place)
    return own_finding(subject, rule, (Step(claim, rule, (evidence,), verdict),), verdict)


def _unread(own: Resolved, within: LicenseGraph) -> Iterator[Terms]:
    """Yield the terms of which nothing but a category is known; closed terms are the publisher's own affair."""
    for atom in atoms(own.expression) if own.expression is not None else ():
        terms = within.terms(atom)
        if terms is not None and terms.category_only and terms.license.category != "Commercial":
            yield terms


def _mismatch(subject: Subject, claim: Claim, meant: str) -> Finding:
    own = subject.own
    assert own.claim is not None
    says = f"{claim.source or 'a claim'} says {claim.license} ({meant}), but {own.claim.source or 'better evidence'} says {own.expression}"
    evidence = tuple(
        LicenseDeclared(subject.artifact.id, c.license, str(c.evidence), c.place) for c in (own.claim, claim)
    )
    step = Step(f"{subject.artifact.id}: {says}", "license-mismatch", evidence, Verdict.OK_WITH_OBLIGATIONS)
    return own_finding(subject, "license-mismatch", (step,), Verdict.OK_WITH_OBLIGATIONS, place=claim.place)
