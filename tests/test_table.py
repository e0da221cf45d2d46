"""Tables with lines: every key is found where it stands, and what nobody takes is refused."""

from __future__ import annotations

import tomllib

import pytest

from fourfold.errors import UsageError
from fourfold.table import Table, lines_of

TEXT = '''
# [not.a.table]
[tool.fourfold]
for = "use"
"quoted" = 1
note = """
[inside.a.text]
for = "no"
"""

[tool.fourfold.policy] # a comment
deny-conditions = ["nc"]

[[tool.fourfold.ignore]]
rule = "a"

[[ tool.fourfold.ignore ]]
rule = "b"
'''


def table(text=TEXT):
    return Table(tomllib.loads(text)["tool"]["fourfold"], "tool.fourfold", "pyproject.toml", lines_of(text))


def test_lines_are_those_of_tables_and_keys():
    assert lines_of(TEXT) == {
        "tool.fourfold": 3,
        "tool.fourfold.for": 4,
        "tool.fourfold.quoted": 5,
        "tool.fourfold.note": 6,
        "tool.fourfold.policy": 11,
        "tool.fourfold.policy.deny-conditions": 12,
        "tool.fourfold.ignore.0": 14,
        "tool.fourfold.ignore.0.rule": 15,
        "tool.fourfold.ignore.1": 17,
        "tool.fourfold.ignore.1.rule": 18,
    }


def test_a_place_has_file_line_and_pointer():
    place = list(table().tables("ignore"))[1].place("rule")
    assert (place.file, place.line, place.pointer) == ("pyproject.toml", 18, "/tool/fourfold/ignore/1/rule")


def test_what_has_no_line_of_its_own_has_its_parents():
    text = '[tool.fourfold]\npolicy = { require = { use = "granted" } }\n'
    assert table(text).table("policy").table("require").place("use").line == 2


def test_what_nobody_takes_is_refused_with_the_nearest():
    part = table()
    part.get("for")
    part.get("quotes")
    part.get("note")
    with pytest.raises(UsageError) as caught:
        part.done()
    assert caught.value.what == "unknown key 'quoted'"
    assert caught.value.where == "pyproject.toml:5"
    assert caught.value.hint == "one of: quotes, note"


@pytest.mark.parametrize(
    ("take", "says"),
    [
        (lambda t: t.text("quoted"), "quoted has to be a text"),
        (lambda t: t.texts("for"), "for has to be a list of texts"),
        (lambda t: t.table("for"), "tool.fourfold.for has to be a table"),
        (lambda t: list(t.tables("for")), "for has to be an array of tables"),
        (lambda t: t.need("missing", "why"), "the key 'missing' is missing: why"),
    ],
)
def test_a_value_of_another_kind_is_refused(take, says):
    with pytest.raises(UsageError) as caught:
        take(table())
    assert says in caught.value.what
    assert caught.value.where.startswith("pyproject.toml:")
