"""The cases that a lawyer can read: prose, an input, and what the answer must be, written from the licence texts.

A file is named by the rule that it is about. Each `##` heading opens a case: prose, one fenced input (`yaml` for a manifest, `card` for a
model card, `strict` for a bill of materials that is held against its standard as well), perhaps a fenced `toml` with a private licence or a fenced `policy` with a configuration, and a fenced `expect` with one
expectation a line.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

import fourfold
from fourfold import strict
from fourfold.config import load
from fourfold.curation import with_licenses
from fourfold.graph import LicenseGraph
from fourfold.rules import RULES
from fourfold.settings import settle
from fourfold.terms import Extent, Freedom, Verdict
from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "cases"
_FENCE = re.compile(r"^```(?P<word>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_INPUTS = {"yaml": "fourfold.yaml", "card": "card.md", "strict": "bom.json"}


@dataclass(frozen=True, slots=True)
class Case:
    """One question, and what its answer must be."""

    rule: str
    title: str
    prose: str
    blocks: tuple[tuple[str, str], ...]

    def body(self, word: str) -> str:
        """The content of the fence of that name; empty if there is none."""
        return next((body for name, body in self.blocks if name == word), "")

    @property
    def expected(self) -> tuple[tuple[str, str], ...]:
        """The expectations, as key and words."""
        lines = [line.partition(":") for line in self.body("expect").splitlines() if line.strip()]
        return tuple((key.strip(), words.strip()) for key, _, words in lines if key.strip() != "differs")

    @property
    def differs(self) -> str:
        """What fourfold answers instead, where it does not do yet what the texts say; empty otherwise."""
        found = re.search(r"^differs: (.+)$", self.body("expect"), re.MULTILINE)
        return found[1] if found else ""

    @property
    def fires(self) -> bool:
        """Whether the case says that its file's rule fires."""
        return any(key == "finding" and words.split()[0] == self.rule for key, words in self.expected)

    @property
    def silent(self) -> bool:
        """Whether the case says that its file's rule does not fire."""
        return ("not", self.rule) in self.expected


def cases_of(path: Path) -> list[Case]:
    head, *parts = re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert head.startswith(f"# {path.stem}\n"), f"{path.name}: the title is the rule's name"
    assert len(head.split()) > 12, f"{path.name}: a paragraph says why the rule is"
    out = []
    for part in parts:
        title, _, rest = part.partition("\n")
        blocks = tuple((m["word"], m["body"]) for m in _FENCE.finditer(rest))
        out.append(Case(path.stem, title.strip(), _FENCE.sub("", rest).strip(), blocks))
    return out


FILES = sorted(FOLDER.glob("*.md"))
CASES = [case for path in FILES for case in cases_of(path)]
MARKED = [
    pytest.param(
        case,
        id=f"{case.rule}: {case.title}",
        marks=pytest.mark.xfail(reason=case.differs, raises=AssertionError, strict=True) if case.differs else (),
    )
    for case in CASES
]
"""The cases as they run: one that differs must go on differing, so that whoever mends the code takes the line away."""


def _check(case, tmp_path):
    word = next(word for word in _INPUTS if case.body(word))
    path = tmp_path / _INPUTS[word]
    path.write_text(case.body(word), encoding="utf-8")
    within = None
    if case.body("toml"):
        folder = tmp_path / "licenses"
        folder.mkdir()
        (folder / f"{tomllib.loads(case.body('toml'))['id']}.toml").write_text(case.body("toml"), encoding="utf-8")
        within = LicenseGraph(with_licenses(folder))
    policy = None
    if case.body("policy"):
        (tmp_path / "fourfold.toml").write_text(case.body("policy"), encoding="utf-8")
        policy = settle({}, {}, load(tmp_path / "fourfold.toml")).policy()
    return fourfold.check(strict.read(path) if word == "strict" else path, policy=policy, within=within)


def _matches(finding, words):
    """Whether a finding is the one that an expectation names: rule, verdict, subject, and the origin if it is given."""
    left, _, origin = (part.strip() for part in words.partition("->"))
    rule, verdict, subject = left.split()
    return (finding.rule, finding.verdict, finding.subject) == (rule, Verdict(verdict), subject) and (
        not origin or finding.path[-1] == origin
    )


def _pairs(words):
    return dict(word.split("=") for word in words.split())


def _freedoms(report, pick):
    return {freedom.value: getattr(state, pick).value for freedom, state in report.freedoms.items()}


def _holds(report, key, words):
    """What the report says in the words of one expectation; equal to these words if it holds."""
    match key:
        case "verdict":
            return report.verdict.value
        case "exit":
            return str(report.exit_code)
        case "finding":
            found = [f"{f.rule} {f.verdict} {f.subject} -> {f.path[-1]}" for f in report.findings]
            return words if any(_matches(f, words) for f in report.findings) else found
        case "not":
            return "fired" if any(f.rule == words for f in report.findings) else words
        case "freedoms" | "grants" | "possible":
            is_now = _freedoms(report, "value" if key == "freedoms" else key)
            return words if is_now == _pairs(words) else is_now
        case "readings":
            rule, _, sides = words.partition(" ")
            is_now = [{k: v.value for k, v in f.readings.items()} for f in report.findings if f.rule == rule]
            return words if _pairs(sides) in is_now else is_now
        case "clause":
            rule, license_id, section = words.split()
            cited = [(c.license, c.clause.section) for f in report.findings if f.rule == rule for c in f.clauses]
            return words if (license_id, section) in cited else cited
        case "ignored":
            passed = [f"{entry['rule']} {entry['subject']}" for entry in report.ignored]
            return words if words in passed else passed
        case "obligation":
            listed = [f"{duty.kind} {duty.artifact}" for duty in report.duties]
            return words if words in listed else listed
    raise AssertionError(f"{key!r} is no expectation")


@pytest.mark.parametrize("case", MARKED)
def test_case(case, tmp_path):
    report = _check(case, tmp_path)
    assert case.expected
    said = [(key, words, _holds(report, key, words)) for key, words in case.expected]
    assert [entry for entry in said if entry[1] != entry[2]] == []


def test_there_are_cases_to_run():
    assert len(CASES) >= 80
    assert len({(case.rule, case.title) for case in CASES}) == len(CASES)
    assert sum(not case.differs for case in CASES) >= 80


def test_every_rule_has_a_case_that_fires_and_one_that_is_silent():
    names = {rule.name for rule in RULES}
    assert {path.stem for path in FILES} == names
    assert len(names) >= 41
    held = [case for case in CASES if not case.differs]
    assert names - {case.rule for case in held if case.fires} == set()
    assert names - {case.rule for case in held if case.silent} == set()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.title}")
def test_a_case_has_one_input_and_words_that_are_known(case):
    assert case.title
    words = [word for word, _ in case.blocks]
    assert sum(word in _INPUTS for word in words) == 1
    assert words.count("expect") == 1
    assert set(words) <= {*_INPUTS, "toml", "policy", "expect"}
    for key, said in case.expected:
        if key in {"freedoms", "grants", "possible"}:
            assert set(_pairs(said)) == {freedom.value for freedom in Freedom}
            assert set(_pairs(said).values()) <= {extent.value for extent in Extent}
        if key in {"not", "finding", "clause", "readings", "ignored"}:
            assert said.split()[0] in {rule.name for rule in RULES}


def test_a_wrong_expectation_fails(tmp_path):
    """A gate must prove that it looks: each kind of expectation, turned to something false, is told apart."""
    case = next(c for c in CASES if c.rule == "relabelled-derivative" and c.fires)
    report = _check(case, tmp_path)
    wrong = [
        ("verdict", "ok"),
        ("exit", "0"),
        ("finding", "relabelled-derivative conflict base -> student"),
        ("not", "relabelled-derivative"),
        ("freedoms", "use=granted study=granted modify=granted share=granted"),
        ("readings", "relabelled-derivative text=ok cautious=ok"),
        ("clause", "relabelled-derivative MIT 1"),
        ("obligation", "relink student"),
        ("ignored", "relabelled-derivative student"),
    ]
    assert [key for key, words in wrong if _holds(report, key, words) == words] == []
    with pytest.raises(AssertionError, match="no expectation"):
        _holds(report, "finds", "")
