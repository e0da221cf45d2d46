"""What people decided in the configuration of the OSS Review Toolkit: conclusions, choices, and what is no part of the release."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from fourfold.expression import And, Expression, Or, is_known, parse
from fourfold.read.draft import Draft, text_of

_MOST_STEPS = 10**7
"""Steps that the pattern of a scope may take on one name; a pattern can be made to take more than anybody waits for."""
_LONGEST_PATTERN = 300
_SAME = ("url", "revision")
_RANGE = re.compile(r"^[\[\]()]|[\[\]()+]$|^latest\.")


class Decided(NamedTuple):
    """A licence that people settled on."""

    license: str
    source: str
    """What a claim names as its source."""
    pointer: str


class _Choice(NamedTuple):
    given: str
    choice: str
    pointer: str


class Configuration:
    """The decisions of one result.

    Parameters
    ----------
    draft : Draft
        Where trouble goes.
    data : dict
        The result; what it resolved counts before what the repository says.
    """

    def __init__(self, draft: Draft, data: dict[str, Any]) -> None:
        self._draft = draft
        own, resolved = "/repository/config", "/resolved_configuration"
        config, settled = _within(data, own), _within(data, resolved)
        self._paths = [text for text, _ in self._patterns(config, "paths")]
        self._scopes = [(text, pointer) for text, pointer in self._patterns(config, "scopes")]
        self._nested = _within(data, "/repository/nested_repositories")
        self._left_out: dict[str, bool] = {}
        self._names: dict[str, bool] = {}
        self._concluded: dict[str, tuple[int, Decided]] = {}
        """By package, with or without its version, and how many went before."""
        for i, provider in draft.entries(settled.get("package_curations"), f"{resolved}/package_curations"):
            below = f"{resolved}/package_curations/{i}"
            name = text_of(_within(provider, "/provider").get("id"))
            self._conclude(provider.get("curations"), f"{below}/curations", name)
        packages = _within(config, "/curations").get("packages")
        self._conclude(packages, f"{own}/curations/packages", "repository")
        holder, where = (settled, resolved) if "license_choices" in settled else (config, own)
        self._by_package: dict[str, list[_Choice]] = {}
        self._everywhere: list[_Choice] = []
        self._choose(_within(holder, "/license_choices"), f"{where}/license_choices")

    def _patterns(self, config: dict[str, Any], what: str) -> Iterator[tuple[str, str]]:
        pointer = f"/repository/config/excludes/{what}"
        for i, entry in self._draft.entries(_within(config, "/excludes").get(what), pointer):
            if pattern := text_of(entry.get("pattern")):
                yield pattern, f"{pointer}/{i}/pattern"

    # ------------------------------------------------------- what is left out

    def excludes_scope(self, name: str) -> bool:
        """Whether a scope of dependencies is no part of the release."""
        if name not in self._names:
            self._names[name] = any(self._fits(pattern, name, pointer) for pattern, pointer in self._scopes)
        return self._names[name]

    def _fits(self, pattern: str, name: str, pointer: str) -> bool:
        with suppress(re.error, OverflowError):
            if _steps(pattern, name) <= _MOST_STEPS:
                return re.fullmatch(pattern, name) is not None
        says = "patterns of excluded scopes are not followed, for they are none or could take too long"
        self._draft.notes.add("exclude-unread", says, pattern, self._draft.place(pointer))
        return pattern == name

    def excludes_path(self, path: str) -> bool:
        """Whether a file of the repository is no part of the release."""
        if path not in self._left_out:  # projects that share a repository ask of the same files
            self._left_out[path] = any(_matches(pattern, path) for pattern in self._paths)
        return self._left_out[path]

    def folder_of(self, project: dict[str, Any]) -> str:
        """Return the folder from which the paths of a project count: of a nested repository its own, with a slash behind it."""
        own = _within(project, "/vcs_processed")
        for path, repository in self._nested.items():
            if isinstance(repository, dict) and own and all(repository.get(key) == own.get(key) for key in _SAME):
                return f"{str(path).strip('/')}/"
        return ""

    # ------------------------------------------------------------ conclusions

    def _conclude(self, curations: object, pointer: str, provider: str) -> None:
        """Take in conclusions; of several for one package the first counts, as providers stand in the order of their weight."""
        for j, entry in self._draft.entries(curations, pointer):
            words = text_of(_within(entry, "/curations").get("concluded_license"))
            id_ = text_of(entry.get("id"))
            if not words or not id_:
                continue
            where = f"{pointer}/{j}/curations/concluded_license"
            name, _, version = id_.rpartition(":") if id_.count(":") > 2 else (id_, "", "")
            if _RANGE.search(version):
                says = "curations name a range of versions, and are not followed"
                self._draft.notes.add("curation-unread", says, id_, self._draft.place(where))
            else:
                source = f"ORT package_curations ({provider})" if provider else "ORT package_curations"
                decided = len(self._concluded), Decided(words, source, where)
                self._concluded.setdefault(id_ if version else name, decided)

    def concluded(self, id_: str) -> Decided | None:
        """Return what was concluded of a package; none if nothing was."""
        found = [self._concluded[key] for key in (id_, id_.rpartition(":")[0]) if key in self._concluded]
        return min(found)[1] if found else None

    # ---------------------------------------------------------------- choices

    def _choose(self, choices: dict[str, Any], pointer: str) -> None:
        entries = self._draft.entries
        where = f"{pointer}/repository_license_choices"
        self._everywhere += self._list(choices.get("repository_license_choices"), where)
        where = f"{pointer}/package_license_choices"
        for i, entry in entries(choices.get("package_license_choices"), where):
            made = self._list(entry.get("license_choices"), f"{where}/{i}/license_choices")
            self._by_package.setdefault(text_of(entry.get("package_id")), []).extend(made)

    def _list(self, choices: object, pointer: str) -> Iterator[_Choice]:
        for j, entry in self._draft.entries(choices, pointer):
            if choice := text_of(entry.get("choice")):
                yield _Choice(text_of(entry.get("given")), choice, f"{pointer}/{j}")

    def chosen(self, id_: str, words: str) -> Decided | None:
        """Return what was chosen from the terms of a package; none if nothing was, or nothing that they offer.

        Parameters
        ----------
        id_ : str
            Of the package.
        words : str
            Its terms.
        """
        out, own = None, self._by_package.get(id_, [])
        for choice in (*own, *self._everywhere):
            now = out.license if out else words
            after = _taken(now, choice)
            if after != now:
                out = Decided(after, f"ORT license_choices: {choice.choice} from {words}", choice.pointer)
            elif choice in own:
                says = "licences are chosen that the terms do not offer; the choices are not followed"
                self._draft.notes.add("license-choice-unread", says, id_, self._draft.place(choice.pointer))
        return out


def _steps(pattern: str, name: str) -> float:
    """Return how many steps a pattern may take on a name at most."""
    if len(pattern) > _LONGEST_PATTERN or re.search(r"\)[*+{]", pattern):
        return float("inf")
    return float((len(name) + 1) ** sum(map(pattern.count, "*+?{")) * 2 ** pattern.count("|"))


def _taken(words: str, choice: _Choice) -> str:
    """Return terms with a choice made; as they are if they do not offer it."""
    if not re.search(r"(?i)\bor\b", words):
        return words
    whole, taken = parse(words), parse(choice.choice)
    given = parse(choice.given) if choice.given else whole
    if not isinstance(given, Or) or not is_known(whole) or not set(_branches(taken)) <= set(given.parts):
        return words
    after = _replaced(whole, set(given.parts), taken)
    return words if after == whole else str(after)


def _branches(expression: Expression) -> tuple[Expression, ...]:
    return expression.parts if isinstance(expression, Or) else (expression,)


def _replaced(expression: Expression, offered: set[Expression], taken: Expression) -> Expression:
    if isinstance(expression, And):
        return And(tuple(_replaced(part, offered, taken) for part in expression.parts))
    if not isinstance(expression, Or) or not offered <= set(expression.parts):
        return expression
    left = tuple(part for part in expression.parts if part not in offered)
    return Or((*_branches(taken), *left)) if left else taken


def _matches(pattern: str, path: str) -> bool:
    """Whether a path is of a pattern, in which two stars stand for any folders and one for a part of a name.

    Examples
    --------
    >>> _matches("**/test/*.py", "a/b/test/c.py"), _matches("test/**", "a/test/c.py")
    (True, False)
    """
    parts = [part.replace("[", "[[]") for part in pattern.split("/")]
    reached = _onward({0}, parts)
    for name in path.split("/"):
        stay = {i for i in reached if i < len(parts) and parts[i] == "**"}
        step = {i + 1 for i in reached - stay if i < len(parts) and fnmatchcase(name, parts[i])}
        reached = _onward(stay | step, parts)
    return len(parts) in reached


def _onward(reached: set[int], parts: list[str]) -> set[int]:
    """Add what is reached without any folder between."""
    for i in sorted(reached):
        while i < len(parts) and parts[i] == "**":
            i += 1
            reached.add(i)
    return reached


def _within(data: dict[str, Any], pointer: str) -> dict[str, Any]:
    """Return the object at a pointer; an empty one if there is none."""
    value: Any = data
    for key in pointer.split("/")[1:]:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}
