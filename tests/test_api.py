"""The library's own face: what is public, that it is what it says, and that it neither prints nor exits."""

from __future__ import annotations

import ast
import doctest
import importlib
import operator
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import fourfold
from fourfold import api
from fourfold.artifact import Artifact, Bill, Claim, Context
from fourfold.errors import InputError, NothingToCheck, UsageError
from fourfold.terms import Extent, Form, Freedom, Kind, Profile, Purpose, Role, Verdict
from tests.conftest import ROOT

SOURCE = ROOT / "src" / "fourfold"
FACE = ("cli.py", "commands/")
"""The command line talks to the user's terminal; nothing else does."""

BILL = Bill("b", (Artifact("a", Kind.DATASET, (Claim("CC-BY-NC-4.0"),)),))


def test_the_public_names_are_sorted_unique_and_all_importable():
    assert fourfold.__all__ == sorted(set(fourfold.__all__))
    assert {name for name in fourfold.__all__ if not hasattr(fourfold, name)} == set()
    assert dir(fourfold) == fourfold.__all__
    assert len(fourfold.__all__) >= 30


def test_nothing_is_importable_as_public_that_is_not_listed():
    code = (
        "import fourfold, types\n"
        "for name in fourfold.__all__: getattr(fourfold, name)\n"
        "extra = [n for n, v in vars(fourfold).items() if not n.startswith('_') and n not in fourfold.__all__\n"
        "         and not isinstance(v, types.ModuleType) and n not in {'annotations', 'TYPE_CHECKING', 'Any'}]\n"
        "print(extra)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_name_that_there_is_not_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'fnord'"):
        _ = fourfold.fnord


def test_star_import_gives_the_public_names():
    names: dict[str, object] = {}
    exec("from fourfold import *", names)
    assert set(fourfold.__all__) <= set(names)


def test_the_contract_of_the_design_is_there():
    for name in ("read", "check", "compatible", "license", "graph", "identify", "audit"):
        assert callable(getattr(api, name))
    assert fourfold.compatible("MIT", "MIT", relation="links").verdict is Verdict.OK_WITH_OBLIGATIONS
    assert api.graph().to_networkx(["MIT"]).number_of_nodes() == 1


TWICE = """
import fourfold
for _ in range(2):
    bill = fourfold.read({path!r})
    fourfold.check(bill).to_dict()
    fourfold.compatible("MIT", "MIT")
    fourfold.license("MIT")
    fourfold.graph()
    fourfold.identify("some words")
print("done")
"""


def test_every_public_function_can_be_called_twice_in_any_order():
    """`read`, `license`, `graph` and `identify` are functions here and modules below; the function has to stay in place."""
    code = TWICE.format(path=str(ROOT / "examples" / "whisper.yaml"))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.strip() == "done"


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ({}, Extent.PARTIAL),
        ({"purpose": "commercial"}, Extent.DENIED),
        ({"purpose": Purpose.COMMERCIAL}, Extent.DENIED),
        ({"purpose": "research"}, Extent.PARTIAL),
    ],
)
def test_a_question_may_be_asked_in_words_or_in_enums(asked, held):
    assert fourfold.check(BILL, **asked).freedoms[Freedom.USE].grants is held


def test_the_question_overrides_the_bill_key_by_key():
    before = Context(form=Form.SAAS, purpose=Purpose.COMMERCIAL, territory=("DE",), monthly_active_users=5)
    after = before.but(purpose="research", territory="FR", annual_revenue_usd=0)
    assert after == Context(
        form=Form.SAAS, purpose=Purpose.RESEARCH, territory=("FR",), monthly_active_users=5, annual_revenue_usd=0
    )
    assert before.but() == before
    assert before.but(role="end-user", territory=["FR", "DE"]).role is Role.END_USER


def test_none_users_is_a_number_and_not_nothing():
    assert Context(monthly_active_users=5).but(monthly_active_users=0).monthly_active_users == 0


@pytest.mark.parametrize("asked", [{"purpose": "fun"}, {"reading": "bold"}, {"form": "boxed"}])
def test_a_word_that_is_none_is_refused(asked):
    with pytest.raises(UsageError) as caught:
        fourfold.check(BILL, **asked)
    assert next(iter(asked)) in caught.value.what
    assert "one of: " in caught.value.hint


SUBMODULES = ("strict.read", "fill.fill", "config.load", "settings.settle", "frameworks.audit", "policy.Policy")


@pytest.mark.parametrize("name", SUBMODULES)
def test_a_submodule_that_the_pages_name_is_there_after_importing_the_package_alone(name):
    code = (
        "import sys, fourfold\n"
        f"module, _, function = {name!r}.partition('.')\n"
        "assert f'fourfold.{module}' not in sys.modules\n"
        "assert callable(getattr(getattr(fourfold, module), function))\n"
        "assert fourfold.read.__name__ == 'read' and callable(fourfold.read)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_every_dotted_name_of_the_pages_can_be_had():
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    named = set(re.findall(r"`fourfold((?:\.[a-z_]+){2})\b", text))
    assert len(named) >= 3
    for name in named:
        operator.attrgetter(name[1:])(fourfold)


def test_a_path_may_be_given_in_the_place_of_a_bill():
    report = fourfold.check(ROOT / "examples" / "gemma-finetune-mit.yaml")
    assert report.verdict is Verdict.CONFLICT
    assert api.read(str(ROOT / "examples" / "whisper.yaml")).name == "whisper-large-v3"


def test_what_cannot_be_read_is_an_error_of_the_tree(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        api.read(tmp_path / "nothing.yaml")
    (tmp_path / "empty.yaml").write_text("")
    with pytest.raises(NothingToCheck):
        api.read(tmp_path / "empty.yaml")


def test_a_licence_by_any_of_its_names():
    assert api.license("llama-3.1").id == "LicenseRef-scancode-llama-3.1-license-2024"
    with pytest.raises(UsageError):
        api.license("llama")


def test_the_reading_decides_the_exit_code():
    path = ROOT / "examples" / "pythia.yaml"
    text, cautious = fourfold.check(path), fourfold.check(path, reading=Profile.CAUTIOUS)
    assert text.verdict is cautious.verdict
    assert cautious.profile is Profile.CAUTIOUS


def test_a_use_of_the_library_prints_nothing(capsys):
    fourfold.check(ROOT / "examples" / "starcoder2.yaml").to_dict()
    fourfold.compatible("MIT", "GPL-3.0-only").explain().to_dict()
    assert capsys.readouterr() == ("", "")


def _modules():
    return sorted(SOURCE.rglob("*.py"))


def test_no_module_prints_or_exits_but_the_face_of_the_command_line():
    seen, wrong = 0, []
    for path in _modules():
        name = str(path.relative_to(SOURCE))
        seen += 1
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
            if called in {"print", "exit", "quit", "input", "breakpoint"} and not name.startswith(FACE):
                wrong.append(f"{name}:{node.lineno} {called}")
    assert seen >= 60
    assert wrong == []


def _imported():
    for info in pkgutil.walk_packages([str(SOURCE)], "fourfold."):
        if info.name != "fourfold.__main__":
            yield importlib.import_module(info.name)


def test_every_example_in_a_docstring_comes_out_as_written():
    finder, runner = doctest.DocTestFinder(exclude_empty=True), doctest.DocTestRunner(verbose=False)
    examples, failed = 0, []
    for module in (fourfold, *_imported()):
        known = {**vars(artifact_words()), **vars(module)}
        for test in finder.find(module, extraglobs=known):
            if test.examples:
                result = runner.run(test, out=lambda _: None)
                examples += result.attempted
                failed += [test.name] * bool(result.failed)
    assert failed == []
    assert examples > 15


def artifact_words():
    """The names that an example may use without importing them: the public ones and those of the model."""
    words = type("Words", (), {})
    for module in ("fourfold.artifact", "fourfold.terms", "fourfold.derive.base", "fourfold.expression"):
        for name, value in vars(importlib.import_module(module)).items():
            if isinstance(value, type):
                setattr(words, name, value)
    return words


def test_types_are_shipped():
    assert (SOURCE / "py.typed").is_file()
    assert Path(fourfold.__file__).parent == SOURCE
