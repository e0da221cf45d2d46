"""One tree of errors: what, where, what to try, and the exit code of the contract."""

from __future__ import annotations

import ast

import pytest

from fourfold import errors
from fourfold.errors import DataError, FourfoldError, InputError, NothingToCheck, UsageError
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("cls", "code"), [(FourfoldError, 2), (InputError, 2), (UsageError, 2), (DataError, 2), (NothingToCheck, 3)]
)
def test_exit_codes(cls, code):
    assert issubclass(cls, FourfoldError)
    assert cls("what").exit_code == code


def test_an_error_says_what_where_and_what_to_try():
    error = InputError("the key 'a' is missing", "bill.yaml:3", "add a:")
    assert str(error) == "bill.yaml:3: the key 'a' is missing\n  try: add a:"
    assert (error.what, error.where, error.hint) == ("the key 'a' is missing", "bill.yaml:3", "add a:")
    assert str(UsageError("no")) == "no"


def test_nothing_to_check_is_an_error_of_the_input():
    with pytest.raises(InputError):
        raise NothingToCheck("holds nothing")


def test_the_docstring_draws_the_tree_as_it_is():
    classes = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, FourfoldError)]
    assert len(classes) == 5
    for cls in classes:
        assert cls.__name__ in errors.__doc__


def _raised(tree: ast.Module):
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and isinstance(node.exc.func, ast.Name):
            yield node.exc.func.id, node.lineno


def test_the_source_raises_nothing_but_this_tree_and_what_python_itself_expects():
    """A user sees errors of the tree alone; the rest are the answers that Python's own protocols ask for."""
    ours = {cls.__name__ for cls in (DataError, FourfoldError, InputError, NothingToCheck, UsageError)}
    python = {
        "AttributeError",
        "TypeError",
        "SystemExit",
        "KeyError",
        "ValueError",
        "NotImplementedError",
        "AssertionError",
    }
    seen, wrong = 0, []
    for path in sorted((ROOT / "src" / "fourfold").rglob("*.py")):
        for name, line in _raised(ast.parse(path.read_text(encoding="utf-8"))):
            seen += name in ours
            if name not in ours | python and not name.startswith("_"):
                wrong.append(f"{path.name}:{line} {name}")
    assert seen >= 20
    assert wrong == []
