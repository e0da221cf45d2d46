"""The tests mirror the tree: every module has a test module of its name, or one that is stated here."""

from __future__ import annotations

import ast

import pytest

from tests.conftest import ROOT

SOURCE, TESTS = ROOT / "src" / "fourfold", ROOT / "tests"

DATA = {"version", "__main__", "commands/__init__", "derive/__init__", "report/__init__", "scan/__init__"}
"""Modules that hold a constant, or names of others, and nothing that could be wrong by itself."""

PARENTS = {
    # the questions are asked through the rules that they break: each has a page of cases written from the texts
    "derive": "test_cases",
    # one file a rule: its manual page, and the cases of its name
    "rules": "test_rules",
    # the parts of an answer, made and read where the answer is
    "compatibility": "test_compare",
    "subject": "test_judge",
    "crossing": "test_arrival",
    "compiled": "test_catalogue",
    "store": "test_catalogue",
    "verify": "test_curation",
    # thin faces of the library, run as the user runs them
    "__init__": "test_api",
    "commands/base": "test_cli",
    "commands/output": "test_cli",
    "commands/explain": "test_cli",
    "commands/graph": "test_cli",
    "commands/audit": "test_report_terminal",
    "commands/diff": "test_commands_contract",
    "commands/recommend": "test_commands_contract",
    "commands/notice": "test_commands_contract",
    # words and marks that every human report shares
    "report/words": "test_report_terminal",
    "report/schema": "test_verdict",
    # lines, text and packing beneath every reader
    "read/located": "test_read_base",
    "read/markup": "test_read_spdx2",
    "read/tree": "test_read_directory",
    "read/draft": "test_read_spdx2",
    "read/name": "test_read_spdx2",
    "read/texts": "test_read_spdx2",
    # a recommendation, from what arrives to the words for it
    "candidate": "test_recommendation",
    "choice": "test_recommendation",
    "trial": "test_recommendation",
    "upstream": "test_recommendation",
    "report/advice": "test_recommendation",
    "report/lines": "test_recommendation",
    # a comparison, from which thing is which to the words for it
    "contrast": "test_comparison",
    "correspondence": "test_comparison",
    "report/changes": "test_comparison",
    # a notice, from what is demanded to what lies in the folder
    "attachment": "test_notice",
    "demand": "test_notice",
    "deposit": "test_notice",
    "folder": "test_notice",
    # a document that is filled, from where its values stand to what was done
    "fill/scan": "test_fill_splice",
    "fill/base": "test_fill",
    # a text is named by several steps, and by how well they do together
    "identify": "test_identify",
    "read/__init__": "test_read_base",
    "scan/worker": "test_scan_running",
    "report/style": "test_report_html",
    # what the validators share, and how complaints are told
    "strict/base": "test_strict",
    # what the assessments share
    "frameworks/__init__": "test_frameworks_base",
    "report/audit": "test_report_terminal",
    "frameworks/checks": "test_frameworks_base",
    "frameworks/release": "test_frameworks_base",
    "frameworks/standing": "test_frameworks_base",
}
"""Modules, or whole packages, that another test module looks after."""


def _modules():
    return sorted(str(path.relative_to(SOURCE).with_suffix("")) for path in SOURCE.rglob("*.py"))


MODULES = _modules()


def _own(module):
    """The name that a module's own test module has."""
    return "test_" + module.removesuffix("/__init__").replace("/", "_")


def _looked_after(module):
    """The test modules that would do for a module: its own, that of the module it is a part of, one that is stated."""
    package, _, name = module.rpartition("/")
    part_of = name
    yield _own(module)
    while "_" in part_of:  # spdx2_words is a part of spdx2
        part_of = part_of.rpartition("_")[0]
        yield _own(f"{package}/{part_of}" if package else part_of)
    for stated in (module, package):
        if stated in PARENTS:
            yield PARENTS[stated]


def test_the_tree_was_seen():
    assert len(MODULES) >= 40
    assert {"lineage", "derive/edge", "read/manifest", "rules/base"} <= set(MODULES)


@pytest.mark.parametrize("module", [module for module in MODULES if module not in DATA])
def test_every_module_has_a_test_module(module):
    names = list(_looked_after(module))
    assert any((TESTS / f"{name}.py").is_file() for name in names), f"none of {', '.join(names)}"


def test_what_is_stated_here_exists():
    packages = {module.rpartition("/")[0] for module in MODULES}
    assert {name for name in PARENTS if name not in MODULES and name not in packages} == set()
    assert set(MODULES) >= DATA
    assert {name for name in PARENTS.values() if not (TESTS / f"{name}.py").is_file()} == set()


def test_no_module_of_its_own_test_is_stated_to_have_another():
    assert {module for module in MODULES if module in PARENTS and (TESTS / f"{_own(module)}.py").is_file()} == set()


def test_a_command_is_run_where_it_is_said_to_be():
    """A stated parent that never calls the command would look after nothing."""
    commands = {
        module.rpartition("/")[2]: PARENTS.get(module, _own(module))
        for module in MODULES
        if module.startswith("commands/")
    }
    idle = []
    for name, parent in commands.items():
        path = TESTS / f"{parent}.py"
        if name not in {"__init__", "base", "output"} and not (
            path.is_file() and f'"{name}"' in path.read_text(encoding="utf-8")
        ):
            idle.append((name, parent))
    assert len(commands) >= 8
    assert idle == []


def test_modules_on_the_allow_list_hold_no_logic():
    for module in DATA & set(MODULES):
        tree = ast.parse((SOURCE / f"{module}.py").read_text(encoding="utf-8"))
        functions = [node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)]
        assert set(functions) <= {"__getattr__", "__dir__"}, module


@pytest.mark.parametrize("path", sorted(TESTS.glob("test_*.py")), ids=lambda path: path.stem)
def test_a_test_module_holds_tests_that_assert(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tests = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    assert tests
    calls = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and _asserts(node)}
    idle = [test.name for test in tests if not _asserts(test) and not _calls(test) & calls]
    assert idle == []


_ASSERTING = {"raises", "validate", "check_snapshot"}


def _asserts(node):
    return any(isinstance(inner, ast.Assert) for inner in ast.walk(node)) or bool(_calls(node) & _ASSERTING)


def _calls(node):
    names = (inner.func for inner in ast.walk(node) if isinstance(inner, ast.Call))
    return {getattr(name, "id", getattr(name, "attr", "")) for name in names}
