"""The registry of rules: its order, its names, its manual pages, and that whatever the analysis calls a rule stands in it."""

from __future__ import annotations

import ast
import re

import pytest

from fourfold.analyse import check
from fourfold.artifact import Artifact, Bill, Claim, Context, Relation
from fourfold.rules import BY_NAME, RULES
from fourfold.terms import Form, Kind, Verb
from tests.conftest import ROOT

SOURCE = ROOT / "src" / "fourfold"
SECTIONS = ("Why it matters", "Example", "Remedy", "Sources")
KEBAB = re.compile(r"[a-z]+(-[a-z]+)+")

FOR = {
    "copyleft-satisfied", "restrictions-carried", "training-allowed",
    "edge", "reading", "expression",
    "declared-combinable", "declared-relicensable", "declared-conflict",
}  # fmt: skip
"""Names of steps that are no finding: reasons in favour, and the joints of the tree."""


def test_names_are_sorted_unique_and_say_the_pattern():
    names = [rule.name for rule in RULES]
    assert names == sorted(set(names))
    assert len(names) >= 41
    assert [name for name in names if not KEBAB.fullmatch(name)] == []
    assert list(BY_NAME) == names


def test_one_file_a_rule_named_as_the_rule_is():
    files = {path.stem for path in (SOURCE / "rules").glob("*.py")} - {"__init__", "base"}
    assert {name.replace("-", "_") for name in BY_NAME} == files


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_manual_has_its_sections_with_something_in_each(rule):
    lines = rule.manual.strip().splitlines()
    heads = [lines[i] for i in range(len(lines) - 1) if lines[i] and set(lines[i + 1]) == {"-"}]
    assert tuple(heads) == SECTIONS
    assert rule.summary == lines[0]
    assert rule.summary.endswith(".")
    for head in heads:
        at = lines.index(head)
        assert len(lines[at + 1]) == len(head)
        assert lines[at + 2].strip()
    assert all(line.startswith("* ") or not line for line in lines[lines.index("Sources") + 2 :])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_says_what_to_do(rule):
    assert rule.remedies
    assert all(remedy.strip() and not remedy.endswith(".") for remedy in rule.remedies)
    assert rule.status in {"preview", "stable", "deprecated", "removed"}
    fields = set(re.findall(r"\{(\w+)\}", " ".join(rule.remedies)))
    assert fields <= {"subject", "origin", "license"}
    advice = " ".join(rule.advise("the-subject", "the-origin", "the licence"))
    assert "{" not in advice
    assert ("the-subject" in advice) == ("subject" in fields)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_manual_gives_the_same_remedies_as_the_finding(rule):
    """Each remedy of the rule begins a point of the page's Remedy section: the first three words tell them apart."""
    section = rule.manual.partition("Remedy\n")[2].partition("Sources\n")[0]
    points = [" ".join(point.split()[:3]) for point in section.split("\n* ")[1:]]
    assert points == [" ".join(remedy.split()[:3]) for remedy in rule.remedies]


def _used() -> dict[str, set[str]]:
    """Every literal that the code gives to a step or a finding as its rule, with the files in which it stands."""
    found: dict[str, set[str]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        if path.parent.name == "rules":
            continue
        for name in _names(ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(name, set()).add(path.stem)
    return found


_TAKES_A_RULE = {"Step": 1, "own_finding": 1, "arrival_finding": 3, "_plain": 1, "_about": 1}


def _names(tree: ast.Module):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            at = _TAKES_A_RULE.get(getattr(node.func, "id", ""))
            if at is not None and len(node.args) > at:
                yield from _literals(node.args[at])
        elif isinstance(node, ast.FunctionDef | ast.Assign | ast.AnnAssign):
            yield from _by_name(node)


def _literals(node: ast.expr):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def _by_name(node: ast.FunctionDef | ast.Assign | ast.AnnAssign):
    """Yield what a function called after rules returns, and what is assigned to a variable called rule."""
    if isinstance(node, ast.FunctionDef):
        if node.name in {"_rule", "_withheld", "_contested_rule"}:
            for inner in ast.walk(node):
                if isinstance(inner, ast.Return) and inner.value is not None:
                    yield from (name for name in _literals(inner.value) if name)
        return
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    if node.value is not None and any(getattr(t, "id", "") in {"rule", "rule_name"} for t in targets):
        yield from _literals(node.value)
    if isinstance(node.value, ast.Dict) and any(
        getattr(t, "id", "") in {"_BREACH", "_CONTESTED", "_LEARNED"} for t in targets
    ):
        for value in node.value.values:
            yield from (_literals(value) if value is not None else ())


def test_every_rule_that_the_code_names_exists():
    used = _used()
    assert sum(name in BY_NAME for name in used) >= 35, "the scan saw too little to mean anything"
    assert {"judge", "statement", "standing", "analyse"} <= set().union(*used.values())
    assert {name: files for name, files in used.items() if name not in BY_NAME and name not in FOR} == {}


def test_every_rule_in_the_registry_is_named_by_the_code():
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py") if path.parent.name != "rules")
    assert len(text) > 100_000
    assert [name for name in BY_NAME if f'"{name}"' not in text] == []


def _advised(inbound, outbound, verb, rule, *, kind=Kind.CODE, form=Form.RAW, facts=None):
    """Return the remedies of a rule that fires, each cut to its first words."""
    bill = Bill(
        "release",
        (Artifact("new", kind, (Claim(outbound),), facts=facts or {}), Artifact("old", kind, (Claim(inbound),))),
        (Relation("new", Verb(verb), "old", verb),),
    )
    found = [f for f in check(bill, context=Context(form=form)).findings if f.rule == rule]
    assert found
    return {" ".join(remedy.split()[:3]) for finding in found for remedy in finding.remedies}


def test_serving_it_unchanged_is_advised_only_where_that_frees_of_the_source():
    closed = {"source-provided": False, "network-source": False}
    for terms, helps in (("AGPL-3.0-only", True), ("SSPL-1.0", False), ("EUPL-1.2", False), ("OSL-3.0", False)):
        said = _advised(terms, terms, "modified-from", "network-copyleft", form=Form.SAAS, facts=closed)
        assert ("or serve old" in said) == helps, terms
        assert "offer the source" in said
    served = _advised("SSPL-1.0", "SSPL-1.0", "serves", "network-copyleft", form=Form.SAAS, facts=closed)
    assert "or serve old" not in served


def test_a_process_of_its_own_is_advised_only_where_the_copyleft_ends_with_the_program():
    assert "or run old" in _advised("GPL-3.0-only", "MIT", "links", "copyleft-linked")
    assert "or run old" not in _advised("SSPL-1.0", "MIT", "links", "copyleft-linked", form=Form.SAAS)


def test_terms_made_for_a_model_are_not_advised_for_what_it_produces():
    made = _advised("LicenseRef-Hunyuan-Large", "MIT", "generated-by", "use-restrictions-dropped", kind=Kind.MODEL)
    tuned = _advised("gemma", "MIT", "finetuned-from", "use-restrictions-dropped", kind=Kind.MODEL)
    assert "or offer new" not in made
    assert "put the restrictions" in made
    assert "or offer new" in tuned


def test_a_base_that_the_ban_leaves_out_is_advised_only_where_there_is_one():
    rule = "trained-on-restricted-outputs"
    assert "or start from" in _advised("llama3", "MIT", "distilled-from", rule, kind=Kind.MODEL)
    assert "or start from" not in _advised("flux dev", "MIT", "distilled-from", rule, kind=Kind.MODEL)
