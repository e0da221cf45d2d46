"""What counts: the command line, the environment, the configuration, the defaults, in that order and each with its origin."""

from __future__ import annotations

import json

import pytest

from fourfold.config import Config, load
from fourfold.errors import UsageError
from fourfold.policy import FailOn, Setting, Unknown
from fourfold.settings import NAMES, rows, settle
from fourfold.terms import Form, Profile, Purpose

TEXT = """
purpose = "research"
form = "binary"
fail-on = "contested"
unknown = { shipped = "warn", upstream = "fail" }
[policy]
deny-conditions = ["nc"]
[[artifact]]
id = "a"
license = "MIT"
license-source = "https://a.example"
[[ignore]]
rule = "policy-condition"
artifact = "*"
reason = "r"
"""


@pytest.fixture
def config(tmp_path):
    path = tmp_path / "fourfold.toml"
    path.write_text(TEXT)
    return load(path, "fourfold.toml")


def test_each_source_beats_the_next(config):
    variables = {"FOURFOLD_PURPOSE": "commercial", "FOURFOLD_FORM": "saas", "FOURFOLD_READING": ""}
    settled = settle({"form": "raw", "purpose": None}, variables, config)
    assert (settled.form, settled.origins["form"]) == (Form.RAW, "--form")
    assert (settled.purpose, settled.origins["purpose"]) == (Purpose.COMMERCIAL, "FOURFOLD_PURPOSE")
    assert (settled.fail_on, settled.origins["fail-on"]) == (FailOn.CONTESTED, "fourfold.toml:4")
    assert settled.reading is Profile.TEXT
    assert "reading" not in settled.origins  # an empty variable says nothing


def test_for_is_another_word_for_form_wherever_it_stands(config):
    assert settle({"for": "serve"}, {}, config).form is Form.SAAS
    assert settle({}, {"FOURFOLD_FOR": "use"}, config).form is Form.PRIVATE
    with pytest.raises(UsageError, match="--form says what another option says"):
        settle({"for": "serve", "form": "raw"}, {}, config)


def test_a_word_for_unknowns_leaves_upstream_as_it_is(config):
    settled = settle({"unknown": "fail"}, {}, config)
    assert (settled.unknown_shipped, settled.unknown_upstream) == (Unknown.FAIL, Unknown.FAIL)
    assert settled.origins["unknown.shipped"] == "--unknown"
    assert settled.origins["unknown.upstream"] == "fourfold.toml:5"


def test_a_bad_variable_is_named():
    with pytest.raises(UsageError) as caught:
        settle({}, {"FOURFOLD_PURPOSE": "comercial"}, Config())
    assert caught.value.where == "FOURFOLD_PURPOSE"


def test_the_policy_is_what_the_settings_say(config):
    policy = settle({}, {}, config).policy()
    assert policy.deny_conditions == ("nc",)
    assert (policy.fail_on, policy.unknown_shipped, policy.unknown_upstream) == (
        FailOn.CONTESTED,
        Unknown.WARN,
        Unknown.FAIL,
    )
    assert policy.ignores == config.ignores
    assert str(policy.places[Setting.DENY_CONDITIONS]) == "fourfold.toml:7"


def test_every_value_is_shown_with_its_origin(config):
    shown = {row.name: row for row in rows(settle({"purpose": "any"}, {}, config))}
    assert set(NAMES) <= set(shown)
    assert (shown["purpose"].value, shown["purpose"].origin) == (Purpose.ANY, "--purpose")
    assert (shown["form"].value, shown["form"].origin) == (Form.BINARY, "fourfold.toml:3")
    assert (shown["reading"].value, shown["reading"].origin) == (Profile.TEXT, "default")
    assert (shown["role"].value, shown["role"].origin) == (None, "not set")
    assert (shown["inputs"].value, shown["inputs"].origin) == (["."], "default")
    assert (shown["policy.deny-conditions"].value, shown["policy.deny-conditions"].origin) == (
        ["nc"],
        "fourfold.toml:7",
    )
    assert shown["policy.deny-licenses"].origin == "not set"
    assert shown["artifact.0"].value == {"a": ["MIT"]}
    assert shown["ignore.0"].value["reason"] == "r"
    json.dumps([row.to_dict() for row in shown.values()])


def test_a_misspelt_variable_is_refused_with_the_nearest():
    with pytest.raises(UsageError) as caught:
        settle({}, {"FOURFOLD_PURPOS": "commercial"}, Config())
    assert "FOURFOLD_PURPOS" in caught.value.what
    assert "FOURFOLD_PURPOSE" in caught.value.hint


def test_a_variable_that_is_empty_or_says_nothing_of_the_question_is_let_be():
    settled = settle({}, {"FOURFOLD_PURPOS": "", "FOURFOLD_DEBUG": "1", "OTHER_PURPOS": "x"}, Config())
    assert settled == settle({}, {}, Config())
