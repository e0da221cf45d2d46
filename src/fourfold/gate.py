"""The policy held against what the analysis found: violations added, ignores taken out, the exit code settled.

The analysis knows nothing of a house's policy; these functions take its report and give another.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fnmatch import translate
from typing import Any

from fourfold.errors import UsageError
from fourfold.explain import Assumption, FactStated, Step
from fourfold.expression import Atom, parse
from fourfold.graph import LicenseGraph, graph
from fourfold.place import Place
from fourfold.policy import Ignore, Policy, Setting, Stale, exit_code
from fourfold.rules import BY_NAME
from fourfold.subject import fingerprint
from fourfold.terms import Severity, Verdict, worst
from fourfold.verdict import Finding, Report
from fourfold.violation import is_glob, violations


def apply(report: Report, policy: Policy, within: LicenseGraph | None = None, *, texts: Collection[str] = ()) -> Report:
    """Hold a policy against one report.

    Parameters
    ----------
    report : Report
        What the analysis found.
    policy : Policy
        What is denied, required and let pass.
    within : LicenseGraph, optional
        Where licences are looked up; fourfold's own by default.
    texts : collection of str, optional
        SHA-256 digests of the licence texts in the user's own tree, against which a pinned ignore is held.

    Returns
    -------
    Report
        With the violations among its findings, what is ignored in ``ignored``, and its verdict and exit code settled anew.

    Raises
    ------
    UsageError
        If the policy names a condition, a licence or a rule that there is none of.
    """
    return apply_all((report,), policy, within, texts=texts)[0]


def apply_all(
    reports: Sequence[Report], policy: Policy, within: LicenseGraph | None = None, *, texts: Collection[str] = ()
) -> tuple[Report, ...]:
    """Hold a policy against the reports of one run: an ignore is unused only if none of them needs it.

    What is found of the ignores themselves stands in the first report.
    """
    within = within or graph()
    validate(policy, within)
    today = policy.as_of or date.today()  # noqa: DTZ011  an ignore's last day is a day where the user is
    ledger = _Ledger(policy, today, within, frozenset(texts))
    sifted = [_sift(report, ledger) for report in reports]
    about = [*ledger.findings(reports[0].name), *_stale(sifted, policy)] if reports else []
    return tuple(_settle(report, policy, about if i == 0 else []) for i, report in enumerate(sifted))


@dataclass(slots=True)
class _Ledger:
    """The ignores of one run, and what became of each."""

    policy: Policy
    today: date
    within: LicenseGraph
    texts: frozenset[str]
    used: set[Ignore] = field(default_factory=set)
    unapproved: set[Ignore] = field(default_factory=set)
    other_text: set[Ignore] = field(default_factory=set)

    def takes(self, finding: Finding, setting: Setting | None) -> Ignore | None:
        """Return the ignore that lets a finding pass, if one in force does."""
        for ignore in self.policy.ignores:
            if not ignore.speaks_of(finding) or self._over(ignore):
                continue
            if setting is Setting.ASK_CONDITIONS and not ignore.by:
                self.unapproved.add(ignore)
            elif ignore.license_hash and ignore.license_hash not in self.texts | self._digests(finding):
                self.other_text.add(ignore)
            else:
                self.used.add(ignore)
                return ignore
        return None

    def _over(self, ignore: Ignore) -> bool:
        return ignore.until is not None and ignore.until < self.today

    def _digests(self, finding: Finding) -> frozenset[str]:
        """Return the digests of the texts that the cited licences were read from."""
        names = {name for cited in finding.clauses for name in cited.license.split(" WITH ")}
        found = (self.within.known.get(name) for name in names)
        return frozenset(text.sha256 for licence in found if licence is not None for text in licence.texts)

    def findings(self, name: str) -> Iterable[Finding]:
        """Yield what is wrong with the ignores themselves."""
        for ignore in self.policy.ignores:
            what = f"the ignore of {ignore.rule} at {ignore.artifact}"
            if self._over(ignore):
                yield _about(
                    name, "ignore-expired", f"{what} ended on {ignore.until}, before {self.today}", ignore.place
                )
            elif ignore in self.used:
                continue
            elif ignore in self.other_text:
                yield _about(name, "ignore-expired", f"{what} was given for another licence text", ignore.place)
            elif ignore in self.unapproved:
                yield _about(name, "ignore-unused", f"{what} does not say by whom it was approved", ignore.place)
            else:
                yield _about(name, "ignore-unused", f"{what} fits no finding", ignore.place)


def _sift(report: Report, ledger: _Ledger) -> Report:
    """Add the violations, and move what an ignore lets pass out of the findings."""
    settings: dict[str, Setting] = {}
    every: dict[str, Finding] = {finding.id: finding for finding in report.findings}
    for violation in violations(report, ledger.policy, ledger.within):
        every[violation.finding.id] = violation.finding
        settings[violation.finding.id] = violation.setting
    kept: list[Finding] = []
    ignored: list[Mapping[str, Any]] = list(report.ignored)
    for finding in every.values():
        ignore = ledger.takes(finding, settings.get(finding.id))
        if ignore is None:
            kept.append(finding)
        else:
            until = ignore.until.isoformat() if ignore.until else None
            ignored.append({**finding.to_dict(), "reason": ignore.reason, "by": ignore.by, "until": until})
    return replace(report, findings=tuple(kept), ignored=tuple(ignored))


def _settle(report: Report, policy: Policy, about: Sequence[Finding]) -> Report:
    """Put the findings in order, and say what they come to."""
    held = policy.baseline.ids if policy.baseline is not None else frozenset()
    told = (replace(finding, known=True) if finding.id in held else finding for finding in report.findings)
    findings = sorted((*told, *about), key=_weight)
    counted = [finding for finding in findings if finding.shipped]
    verdict = worst([finding.verdict for finding in counted])
    if verdict is Verdict.OK and report.duties:
        verdict = Verdict.OK_WITH_OBLIGATIONS
    code, cause = exit_code(counted, findings, policy, report.profile)
    gone = [finding.message for finding in about if finding.verdict is Verdict.CONFLICT]
    cause = "; ".join([cause, *gone])
    if policy.as_of is not None:
        cause += f", as of {policy.as_of}"
    return replace(report, findings=tuple(findings), verdict=verdict, exit_code=code, cause=cause)


def _weight(finding: Finding) -> tuple[bool, int, bool, str, str, tuple[str, ...]]:
    loud = finding.severity is Severity.ERROR
    return not finding.shipped, -finding.verdict.rank, not loud, finding.rule, finding.subject, finding.path


def _stale(reports: Sequence[Report], policy: Policy) -> Iterable[Finding]:
    """Yield one finding for all entries of the baseline that no sifted report needs any more."""
    if policy.baseline is None:
        return
    found = {finding.id for report in reports for finding in report.findings}
    found |= {str(entry["id"]) for report in reports for entry in report.ignored}
    gone = [known for known in policy.baseline.findings if known.id not in found]
    if gone:
        listed = ", ".join(f"{known.rule} at {known.subject}" for known in gone[:5])
        more = f", and {len(gone) - 5} more" if len(gone) > 5 else ""
        message = f"the baseline holds what is no longer found: {listed}{more}"
        verdict = Verdict.CONFLICT if policy.stale is Stale.FAIL else Verdict.OK
        yield _about(reports[0].name, "ignore-unused", message, policy.baseline.place, verdict)


def _about(name: str, rule_name: str, message: str, place: Place, verdict: Verdict = Verdict.OK) -> Finding:
    """Return a finding about the policy itself."""
    rule = BY_NAME[rule_name]
    stands = FactStated("policy", "stands in", str(place)) if place.file else Assumption("given by the caller")
    return Finding(
        fingerprint(rule_name, message),
        rule_name,
        verdict,
        rule.severity,
        rule.confidence,
        name,
        message,
        (name,),
        place,
        Step(message, rule_name, (stands,), verdict),
        {"text": verdict, "cautious": verdict},
        rule.remedies,
    )


def validate(policy: Policy, within: LicenseGraph) -> None:
    """Refuse a policy with words that mean nothing: a gate that looks for what cannot be there always opens.

    Raises
    ------
    UsageError
        Naming the place, the word and the nearest ones.
    """
    kinds = [within.known.kinds[name] for name in within.known.kinds]
    words = sorted({kind.tag for kind in kinds if kind.tag} | {kind.name for kind in kinds if kind.effect is not None})
    for setting, entries in (
        (Setting.DENY_CONDITIONS, policy.deny_conditions),
        (Setting.ASK_CONDITIONS, policy.ask_conditions),
    ):
        for entry in entries:
            if entry not in words:
                tags = sorted({kind.tag for kind in kinds if kind.tag})
                raise _unknown(
                    f"{entry!r} in {setting} is no condition", policy.places.get(setting), entry, words, tags
                )
    for entry in policy.deny_licenses:
        _validate_license(entry, policy, within)
    for ignore in policy.ignores:
        if ignore.rule not in BY_NAME:
            raise _unknown(
                f"an ignore is for {ignore.rule!r}, which is no rule", ignore.place, ignore.rule, list(BY_NAME)
            )


def _validate_license(entry: str, policy: Policy, within: LicenseGraph) -> None:
    where = policy.places.get(Setting.DENY_LICENSES)
    if is_glob(entry):
        if not _may_fit(entry, within):
            raise _no_license(f"{entry!r} in deny-licenses fits no licence that is known", where, entry, within)
        return
    meant = parse(entry, within.known)
    if not isinstance(meant, Atom):
        raise UsageError(f"{entry!r} in deny-licenses is several licences", str(where or ""), "list each by itself")
    if meant.ambiguous:
        what = f"{entry!r} in deny-licenses may mean several licences"
        raise UsageError(what, str(where or ""), f"one of: {', '.join(meant.candidates)}")
    if not meant.known and not _local(meant.license):
        raise _no_license(f"{entry!r} in deny-licenses is no licence that is known", where, entry, within)


def _local(name: str) -> bool:
    """Whether a name is one that any document may define for itself, so that no list of all of them can be held."""
    return name.lower().startswith("licenseref-") and not name.lower().startswith("licenseref-scancode-")


def _may_fit(pattern: str, within: LicenseGraph) -> bool:
    """Whether a glob fits some licence by id or by a name: of the catalogue, its tail, or the user's own; or one with an exception."""
    known = within.known
    fits = re.compile(translate(pattern.lower())).match
    ids = [*known, *known.tail]
    if _local(pattern) or any(fits(license_id.lower()) for license_id in ids):
        return True
    licences = [licence for license_id in ids if (licence := known.get(license_id)) is not None]
    if any(fits(name.lower()) for one in licences for name in (one.label, *one.hub, *one.aliases)):
        return True
    exceptions = [one.id.lower() for one in licences if one.exception]
    return any(fits(f"{license_id.lower()} with {exception}") for license_id in ids for exception in exceptions)


def _no_license(what: str, place: Place | None, entry: str, within: LicenseGraph) -> UsageError:
    from difflib import get_close_matches

    core = re.sub(r"[*?\[\]]+", "", entry)
    ids = {license_id.lower(): license_id for license_id in (*within.known, *within.known.tail)}
    near = [ids[name] for name in get_close_matches(core.lower(), ids, n=3)]
    near = near or list(within.known.resolve(core).candidates)
    return UsageError(what, str(place or ""), f"one of: {', '.join(near)}" if near else "an SPDX id, or a glob")


def _unknown(
    what: str, place: Place | None, entry: str, words: Sequence[str], shown: Sequence[str] | None = None
) -> UsageError:
    from difflib import get_close_matches

    near = get_close_matches(entry, words, n=3) or (shown or words)
    return UsageError(what, str(place or ""), "one of: " + ", ".join(near))
