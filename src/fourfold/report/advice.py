"""A recommendation in words: what a release may go out under, what not and why, and the least that would change it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fourfold.choice import Choice, Standing
from fourfold.explain import ClauseCited
from fourfold.recommendation import Recommendation
from fourfold.report.lines import joined, wrap
from fourfold.report.words import ADVICE, COLOR, Paint, cite
from fourfold.terms import Verdict

_CLAUSES = 3
_CHOICES = 6
"""Admissible licences that are written out unless all are asked for."""


def render(answer: Recommendation, *, color: bool = False, verbose: bool = False) -> str:
    """Return a recommendation in words.

    Parameters
    ----------
    answer : Recommendation
        What was found.
    color : bool, optional
        Whether to write colour codes.
    verbose : bool, optional
        Whether every admissible licence is written out.
    """
    paint = Paint(on=color)
    what = ", ".join(f"{name} ({kind})" if kind else f"{name} (the whole)" for name, kind in answer.targets)
    lines = wrap(f"{answer.name} · for {what} · reading: {answer.profile} · data {answer.tool['data']}", "", "  ")
    lines += ["", paint("admissible", COLOR[Verdict.OK])]
    shown = answer.admissible if verbose else answer.admissible[:_CHOICES]
    for choice in shown:
        lines += _admissible(choice)
    more = ", ".join(choice.license for choice in answer.admissible[len(shown) :])
    lines += wrap(f"also, with more duties or fewer freedoms: {more} (--verbose)", "  ", "    ") if more else []
    lines += [] if answer.admissible else ["  none"]
    for standing, verdict in (
        (Standing.CONTESTED, Verdict.CONTESTED),
        (Standing.UNKNOWN, Verdict.UNKNOWN),
        (Standing.EXCLUDED, Verdict.CONFLICT),
    ):
        choices = answer.of(standing)
        if choices:
            lines += ["", paint(str(standing), COLOR[verdict])]
            seen: set[ClauseCited] = set()
            for group in _alike(choices):
                lines += _open_or_excluded(group, seen)
    lines += ["", *_change(answer)]
    for part in answer.parts:
        lines += wrap(f"or, part by part: {part.artifact} ({part.kind}) {part.license}: {part.reason}", "", "  ")
    for note in answer.notes:
        lines += wrap(f"note  {note}", "", "      ")
    return joined([*lines, ADVICE])


def _admissible(choice: Choice) -> Iterator[str]:
    origins = ", ".join(choice.origins)
    yield (
        f"  {choice.license}"
        + (f"  {choice.label.name}" if choice.label.name != choice.license else "")
        + f"  [{origins}]"
    )
    gives = " · ".join(f"{freedom} {extent}" for freedom, extent in choice.freedoms.items())
    yield from wrap(f"gives     {gives}", "      ", " " * 16)
    if choice.reason:
        yield from wrap(f"because   {choice.reason}", "      ", " " * 16)
    duties = {(duty.license, duty.kind): "" for duty in choice.duties if not duty.reading}
    if duties:
        yield from wrap(f"keep      {_by_license(duties)}", "      ", " " * 16)
    if choice.conditions:
        yield from wrap(f"asks      {_by_license(choice.conditions)}", "      ", " " * 16)
    for finding in choice.undone:
        yield from wrap(f"to do     {finding.remedies[0] if finding.remedies else finding.message}", "      ", " " * 16)
    named = (
        f"SPDX {choice.label.spdx}" if choice.label.spdx else "SPDX none: the name leaves open which version is meant"
    )
    if choice.label.parts:
        named += f" for the whole; its parts stay under {', '.join(choice.label.parts)}"
    yield from wrap(f"name it   {named} · Hub card {', '.join(choice.label.card)}", "      ", " " * 16)
    yield from wrap(f"files     {', '.join(choice.files)}  {' '.join(choice.label.urls)}", "      ", " " * 16)


def _by_license(pairs: Iterable[tuple[str, str]]) -> str:
    grouped: dict[str, list[str]] = {}
    for license_id, kind in pairs:
        grouped.setdefault(license_id, []).append(kind)
    return "; ".join(f"{license_id}: {', '.join(dict.fromkeys(kinds))}" for license_id, kinds in grouped.items())


def _alike(choices: Iterable[Choice]) -> list[list[Choice]]:
    """Put together what has the same reasons."""
    grouped: dict[tuple[object, ...], list[Choice]] = {}
    for choice in choices:
        key = tuple(sorted((finding.rule, finding.path) for finding in choice.deciding))
        grouped.setdefault(key, []).append(choice)
    return list(grouped.values())


def _open_or_excluded(group: list[Choice], seen: set[ClauseCited]) -> Iterator[str]:
    """Say why; a clause that was told of an earlier group is not told again."""
    first = group[0]
    yield from wrap(", ".join(choice.license for choice in group), "  ", "    ")
    if first.standing is Standing.CONTESTED:
        sides = " · ".join(f"{name} {verdict}" for name, verdict in first.readings.items())
        yield from wrap(f"{sides}  ({', '.join(first.questions)})", "      ")
    for finding in first.deciding:
        one = {
            (cited.license, cited.clause.kind): cited for cited in reversed(finding.clauses)
        }  # the first of each kind
        cited = [clause for clause in finding.clauses if clause in one.values()]
        again = ", as above" if cited and seen.issuperset(cited) else ""
        yield from wrap(f"{finding.rule}: {' → '.join(finding.path)}{again}", "      ", "        ")
        for clause in [clause for clause in cited if clause not in seen][:_CLAUSES]:
            yield from wrap(f"{cite(clause)}: {clause.clause.says}", "        ", "          ")
        seen.update(cited)
        if not cited:
            yield from wrap(finding.message, "        ", "          ")


def _change(answer: Recommendation) -> list[str]:
    change = answer.change
    if change is None:
        wanted = answer.wanted or "what is asked for"
        return wrap(f"cheapest change to reach {wanted}: none; replacing what it comes from does not help")
    if not change.replace:
        return [f"{change.license} is admissible as things are"]
    what = ", ".join(change.replace)
    of = f"{len(change.replace)} of {change.sources} direct sources" if change.sources > 1 else "the one direct source"
    text = f"cheapest change to reach {change.license}: replace {of} ({what})"
    return wrap(text, "", "  ")
