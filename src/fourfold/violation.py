"""What a policy says against a report: denied conditions, denied licences, freedoms that fall short.

Terms are judged as their recipient may take them: of an ``OR`` the branch with the least against it, of an ``AND`` all parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from fourfold.explain import ClauseCited, Evidence, FactStated, LicenseDeclared, Step
from fourfold.expression import And, Atom, Expression, parse
from fourfold.graph import LicenseGraph
from fourfold.license import Clause
from fourfold.place import Place
from fourfold.policy import Policy, Setting
from fourfold.rules import BY_NAME
from fourfold.subject import fingerprint
from fourfold.terms import Effect, Extent, Severity, Verdict
from fourfold.verdict import ArtifactState, Finding, Report


@dataclass(frozen=True, slots=True)
class Violation:
    """A finding, and the setting that it is held against."""

    finding: Finding
    setting: Setting


@dataclass(frozen=True, slots=True)
class _Breach:
    """What one entry of the policy has against some terms."""

    setting: Setting
    entry: str
    licenses: tuple[str, ...]
    clauses: tuple[ClauseCited, ...] = ()
    verdict: Verdict = Verdict.CONFLICT
    """``unknown`` where a name may mean several licences, and only some are denied."""


def violations(report: Report, policy: Policy, within: LicenseGraph) -> Iterator[Violation]:
    """Yield what stands against a report, artifact by artifact and then freedom by freedom.

    Parameters
    ----------
    report : Report
        What the analysis found.
    policy : Policy
        What is denied and required.
    within : LicenseGraph
        Where the licences of the effective terms are looked up.
    """
    if policy.deny_conditions or policy.ask_conditions or policy.deny_licenses:
        held: dict[str, tuple[_Breach, ...]] = {}
        for state in report.artifacts:
            terms = state.effective
            if terms not in held:
                held[terms] = _all(_parts(terms, within), policy, within)
            for breach in held[terms]:
                yield Violation(_finding(state, breach, policy), breach.setting)
    yield from _freedoms(report, policy)


def _parts(effective: str, within: LicenseGraph) -> tuple[Expression, ...]:
    """Split effective terms at the top, so that one name that cannot be parsed does not hide the others."""
    out, depth, start = [], 0, 0
    for i, letter in enumerate(effective):
        depth += (letter == "(") - (letter == ")")
        if depth == 0 and effective.startswith(" AND ", i):
            out.append(effective[start:i])
            start = i + len(" AND ")
    return tuple(parse(part.strip(), within.known) for part in (*out, effective[start:]) if part.strip())


def _breaches(expression: Expression, policy: Policy, within: LicenseGraph) -> tuple[_Breach, ...]:
    if isinstance(expression, Atom):
        return _candidates(expression, policy, within) if expression.ambiguous else _atom(expression, policy, within)
    if isinstance(expression, And):
        return _all(expression.parts, policy, within)
    branches = [_breaches(part, policy, within) for part in expression.parts]
    return min(branches, key=lambda found: (max((b.verdict.rank for b in found), default=0), len(found)))


def _all(parts: Iterable[Expression], policy: Policy, within: LicenseGraph) -> tuple[_Breach, ...]:
    """Return what stands against all parts together: one breach an entry, the surest verdict first."""
    merged: dict[tuple[Setting, str, Verdict], _Breach] = {}
    for breach in (b for part in parts for b in _breaches(part, policy, within)):
        key = breach.setting, breach.entry, breach.verdict
        before = merged.get(key)
        if before is not None:
            breach = replace(
                breach,
                licenses=tuple(dict.fromkeys((*before.licenses, *breach.licenses))),
                clauses=tuple(dict.fromkeys((*before.clauses, *breach.clauses))),
            )
        merged[key] = breach
    sure = {(setting, entry) for setting, entry, verdict in merged if verdict is Verdict.CONFLICT}
    return tuple(b for key, b in merged.items() if key[2] is Verdict.CONFLICT or key[:2] not in sure)


def _candidates(atom: Atom, policy: Policy, within: LicenseGraph) -> tuple[_Breach, ...]:
    """Return what stands against a name that may mean several licences: certain only if it stands against each."""
    each = [
        {(b.setting, b.entry): b for b in _atom(Atom(name, atom.exception), policy, within)} for name in atom.candidates
    ]
    out: dict[tuple[Setting, str], _Breach] = {}
    for found in each:
        for key, breach in found.items():
            verdict = Verdict.CONFLICT if all(key in other for other in each) else Verdict.UNKNOWN
            out.setdefault(key, replace(breach, licenses=(atom.license,), verdict=verdict))
    return tuple(out.values())


def _atom(atom: Atom, policy: Policy, within: LicenseGraph) -> tuple[_Breach, ...]:
    terms = within.terms(atom)
    label = terms.label if terms is not None else str(atom)
    names = _names(atom, within)
    out = [
        _Breach(Setting.DENY_LICENSES, pattern, (label,))
        for pattern in policy.deny_licenses
        if any(_fits(name, pattern, within) for name in names)
    ]
    words = {
        **dict.fromkeys(policy.ask_conditions, Setting.ASK_CONDITIONS),
        **dict.fromkeys(policy.deny_conditions, Setting.DENY_CONDITIONS),
    }
    if terms is None:
        return tuple(out)
    for word, setting in words.items():
        cited = tuple(terms.cite(clause) for clause in terms.clauses if _is(clause, word, within))
        if cited:
            out.append(_Breach(setting, word, (label,), cited))
    return tuple(out)


def _is(clause: Clause, word: str, within: LicenseGraph) -> bool:
    """Whether a clause binds, and is of a kind or tag."""
    if word not in {clause.kind, within.known.kinds[clause.kind].tag} or clause.effect in {None, Effect.SILENT}:
        return False
    # a list that forbids only what the law forbids limits nobody, and above some thresholds no more than a banner is asked
    banner = clause.effect is Effect.CAP and clause.parameters.above == "banner"
    return not clause.parameters.law_only and not banner


def _names(atom: Atom, within: LicenseGraph) -> tuple[str, ...]:
    """Return what a pattern may fit: the id, and without an exception also the names that people write."""
    licence = within.known.get(atom.license) if atom.known and not atom.exception else None
    return (str(atom), *(() if licence is None else (licence.label, *licence.hub, *licence.aliases)))


def _fits(name: str, pattern: str, within: LicenseGraph) -> bool:
    if is_glob(pattern):
        return fnmatchcase(name.lower(), pattern.lower())
    return name == str(parse(pattern, within.known))


def is_glob(pattern: str) -> bool:
    """Whether a pattern has a wildcard.

    Examples
    --------
    >>> is_glob("AGPL-3.0-*"), is_glob("MIT")
    (True, False)
    """
    return any(letter in pattern for letter in "*?[")


_RULE_OF: Mapping[Setting, str] = {
    Setting.DENY_CONDITIONS: "policy-condition",
    Setting.ASK_CONDITIONS: "policy-condition",
    Setting.DENY_LICENSES: "policy-license",
}


def _finding(state: ArtifactState, breach: _Breach, policy: Policy) -> Finding:
    rule = BY_NAME[_RULE_OF[breach.setting]]
    labels = " and ".join(breach.licenses)
    message = f"{state.id} is under {labels}; {_says(breach)}"
    evidence: tuple[Evidence, ...] = (
        FactStated("policy", str(breach.setting), _line(breach.entry, policy.places.get(breach.setting))),
        LicenseDeclared(state.id, state.effective, state.evidence, state.place),
        *breach.clauses,
    )
    severity = Severity.WARNING if breach.setting is Setting.ASK_CONDITIONS else rule.severity
    return Finding(
        fingerprint(rule.name, state.id, breach.entry, *breach.licenses),
        rule.name,
        breach.verdict,
        severity if state.shipped else Severity.NOTE,
        rule.confidence,
        state.id,
        message,
        (state.id,),
        state.place,
        Step(message, rule.name, evidence, breach.verdict),
        {"text": breach.verdict, "cautious": breach.verdict},
        rule.advise(state.id, state.id, labels),
        state.shipped,
    )


def _says(breach: _Breach) -> str:
    kinds = ", ".join(dict.fromkeys(cited.clause.kind for cited in breach.clauses))
    what = breach.entry if kinds in {"", breach.entry} else f"{breach.entry} ({kinds})"
    verb = "wants an approval for" if breach.setting is Setting.ASK_CONDITIONS else "denies"
    kind = "" if breach.setting is Setting.DENY_LICENSES else "conditions of the kind "
    maybe = ", which fits only some of the licences that the name may mean"
    return f"the policy {verb} {kind}{what}{maybe if breach.verdict is Verdict.UNKNOWN else ''}"


def _line(entry: str, place: Place | None) -> str:
    return f"{entry} ({place})" if place is not None and place.file else entry


def _freedoms(report: Report, policy: Policy) -> Iterator[Violation]:
    rule = BY_NAME["policy-freedom"]
    by_id = {finding.id: finding for finding in report.findings}
    for freedom, wanted in policy.require.items():
        state = report.freedoms[freedom]
        if state.value in {Extent.GRANTED, wanted}:
            continue
        verdict = Verdict.UNKNOWN if state.value is Extent.UNKNOWN else Verdict.CONFLICT
        deciding = [by_id[name] for name in state.because if name in by_id]
        message = f"the policy requires {freedom} {wanted}; {report.name} holds it {state.value}"
        if deciding:
            message += f" ({'; '.join(finding.message for finding in deciding[:2])})"
        steps = tuple(finding.explanation for finding in deciding if finding.explanation is not None)
        evidence: tuple[Step | Evidence, ...] = (
            FactStated(
                "policy", str(Setting.REQUIRE), _line(f"{freedom} {wanted}", policy.places.get(Setting.REQUIRE))
            ),
            FactStated(report.name, str(freedom), str(state.value)),
            *steps,
        )
        places = [f.place for f in deciding if f.place.file] or [s.place for s in report.artifacts if s.shipped]
        finding = Finding(
            fingerprint(rule.name, report.name, freedom, wanted),
            rule.name,
            verdict,
            rule.severity,
            rule.confidence,
            report.name,
            message,
            (report.name,),
            places[0] if places else Place(),
            Step(message, rule.name, evidence, verdict),
            {"text": verdict, "cautious": verdict},
            rule.advise(report.name, report.name, ""),
        )
        yield Violation(finding, Setting.REQUIRE)
