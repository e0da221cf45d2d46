"""The configuration: found upward, read key by key, and every mistake named with file, line, key and the nearest."""

from __future__ import annotations

from datetime import date

import pytest

from fourfold.config import Origin, find, load
from fourfold.errors import UsageError
from fourfold.policy import Setting
from fourfold.terms import Extent, Form, Freedom, Purpose
from tests.conftest import ROOT

DIGEST = "ab" * 32
FULL = f"""
for = "redistribute"
purpose = "commercial"
territory = ["DE"]
unknown = {{ shipped = "fail", upstream = "warn" }}
inputs = ["fourfold.yaml"]

[policy]
deny-conditions = ["nc"]
ask-conditions = ["aup"]
deny-licenses = ["AGPL-3.0-*"]
require = {{ use = "granted", share = "partial" }}

[[artifact]]
id = "acme/chat"
license = "MIT"
license-source = "https://acme.example/chat"
license-hash = "sha256:{DIGEST}"
relations = [{{ type = "finetune", to = "acme/base" }}]

[[artifact]]
id = "acme/base"
relations = [{{ type = "trained-on", to = "acme/data" }}]

[[ignore]]
rule = "policy-condition"
artifact = "acme/*"
reason = "Legal, ticket 512"
by = "jd@acme.example"
until = 2027-01-31
license-hash = "sha256:{DIGEST}"
"""


@pytest.fixture
def written(tmp_path):
    """Write a configuration and load it."""

    def write(text, name="fourfold.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return load(path, name)

    return write


def test_every_key_is_read(written, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    config = written(FULL)
    assert config.values["form"] is Form.RAW
    assert config.values["purpose"] is Purpose.COMMERCIAL
    assert config.values["inputs"] == ("fourfold.yaml",)
    assert config.conditions == {
        Setting.DENY_CONDITIONS: ("nc",),
        Setting.ASK_CONDITIONS: ("aup",),
        Setting.DENY_LICENSES: ("AGPL-3.0-*",),
    }
    assert config.require == {Freedom.USE: Extent.GRANTED, Freedom.SHARE: Extent.PARTIAL}
    chat, base = config.overrides
    assert (chat.license, chat.license_source, chat.license_hash) == ("MIT", "https://acme.example/chat", DIGEST)
    assert chat.relations == (Origin("finetune", "acme/base"),)
    assert (base.license, base.relations) == ("", (Origin("trained-on", "acme/data"),))
    (ignore,) = config.ignores
    assert (ignore.until, ignore.by, ignore.license_hash) == (date(2027, 1, 31), "jd@acme.example", DIGEST)
    assert str(ignore.place) == "fourfold.toml:25"
    assert str(config.places["policy.deny-conditions"]) == "fourfold.toml:9"


def test_the_same_keys_stand_in_pyproject(written, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    inside = FULL.replace("[policy]", "[tool.fourfold.policy]").replace("[[", "[[tool.fourfold.")
    config = written(f'[project]\nname = "x"\n[tool.fourfold]{inside}', "pyproject.toml")
    own = written(FULL)
    assert (config.values, config.conditions, config.require) == (own.values, own.conditions, own.require)
    assert [o.id for o in config.overrides] == [o.id for o in own.overrides]
    assert str(config.ignores[0].place) == "pyproject.toml:27"
    assert config.ignores[0].place.pointer == "/tool/fourfold/ignore/0"


def test_an_empty_one_says_nothing(written):
    config = written("")
    assert (config.values, config.overrides, config.ignores) == ({}, (), ())


IGNORE = '[[ignore]]\nrule = "a"\nartifact = "*"\nreason = "r"\n'
BAD = {
    "an unknown key": ('purpos = "any"\n', "unknown key 'purpos'", "fourfold.toml:1", "purpose"),
    "an unknown key of the policy": ('[policy]\ndeny-licences = ["MIT"]\n', "'deny-licences'", ":2", "deny-licenses"),
    "an unknown key of an ignore": (IGNORE + 'untill = "x"\n', "'untill'", ":5", "until"),
    "an unknown key of an artifact": ('[[artifact]]\nid = "a"\nlicence = "MIT"\n', "'licence'", ":3", "license"),
    "an artifact of which nothing is said": ('[[artifact]]\nid = "a"\n', "says nothing of 'a'", ":1", "license"),
    "a misspelt key that is needed": ('[[ignore]]\nrule = "a"\nartefact = "*"\nreason = "r"\n', "'artefact'", ":3", "artifact"),
    "an unknown key beside a licence": (
        '[[artifact]]\nid = "a"\nlicense = "MIT"\nlicense-source = "x"\nlicence = "MIT"\n', "'licence'", ":5", "license"),
    "an unknown freedom": ('[policy]\nrequire = { sell = "granted" }\n', "'sell'", ":2", "use"),
    "an unknown relation key": (
        '[[artifact]]\nid = "a"\nrelations = [{ type = "finetune", from = "b" }]\n', "'from'", ":3", "to"),
    "a relation without its end": ('[[artifact]]\nid = "a"\nrelations = [{ type = "finetune" }]\n', "'to' is missing", ":3", "to ="),
    "a word of another key": ('purpose = "raw"\n', "'raw' is none of the words", ":1", "any"),
    "a freedom that is required to be denied": ('[policy]\nrequire = { use = "denied" }\n', "cannot be required", ":2", "granted"),
    "both for and form": ('for = "use"\nform = "raw"\n', "says what another key says", ":2", "keep one"),
    "an ignore without a reason": ('[[ignore]]\nrule = "a"\nartifact = "*"\n', "'reason' is missing", ":1", "reason ="),
    "an ignore with an empty reason": ('[[ignore]]\nrule = "a"\nartifact = "*"\nreason = " "\n', "reason has to be a text", ":4", "reason ="),
    "an ignore without an artifact": ('[[ignore]]\nrule = "a"\nreason = "r"\n', "'artifact' is missing", ":1", "artifact ="),
    "a day that is none": (IGNORE + 'until = "tomorrow"\n', "is no day: 'tomorrow'", ":5", "2027-01-31"),
    "a number for a day": (IGNORE + "until = 2027\n", "is no day: 2027", ":5", "2027-01-31"),
    "a time for a day": (IGNORE + "until = 2027-01-31T10:00:00\n", "is no day", ":5", "2027-01-31"),
    "a digest that is none": (IGNORE + 'license-hash = "abc"\n', "SHA-256", ":5", "64 hex"),
    "a licence without its source": ('[[artifact]]\nid = "a"\nlicense = "MIT"\n', "'license-source' is missing", ":1", "license-source"),
    "a source without a licence": ('[[artifact]]\nid = "a"\nlicense-source = "x"\n', "'license' is missing", ":1", "license ="),
    "a list where a table should be": ("policy = []\n", "policy has to be a table", ":1", "[policy]"),
    "a table where a list should be": ('[ignore]\nrule = "a"\n', "array of tables", ":1", "[[ignore]]"),
    "a text where a list should be": ('[policy]\ndeny-conditions = "nc"\n', "list of texts", ":2", "["),
    "no TOML": ("for = \n", "not valid TOML", "", "TOML"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_mistake_is_told_with_place_and_way_out(written, name):
    text, says, where, hint = BAD[name]
    with pytest.raises(UsageError) as caught:
        written(text)
    error = caught.value
    assert says in error.what
    assert where in error.where
    assert hint in error.hint
    assert error.exit_code == 2


def test_the_nearest_one_upward_is_found(tmp_path):
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    assert find(deep) is None
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n')
    assert find(deep) is None  # a table of ours is needed
    (tmp_path / "pyproject.toml").write_text("[tool.fourfold]\n")
    assert find(deep) == tmp_path / "pyproject.toml"
    (tmp_path / "a" / "fourfold.toml").write_text("")
    assert find(deep) == tmp_path / "a" / "fourfold.toml"


def test_nothing_is_taken_from_outside_the_repository(tmp_path):
    (tmp_path / "fourfold.toml").write_text("")
    inside = tmp_path / "repository"
    inside.mkdir()
    (inside / ".git").write_text("gitdir: elsewhere\n")
    assert find(inside) is None


def test_two_side_by_side_are_refused(tmp_path):
    (tmp_path / "fourfold.toml").write_text("")
    (tmp_path / "pyproject.toml").write_text("[tool.fourfold]\n")
    with pytest.raises(UsageError, match=r"so does fourfold\.toml"):
        find(tmp_path)


def test_a_broken_pyproject_on_the_way_is_not_passed_over(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.fourfold\n")
    with pytest.raises(UsageError, match="not valid TOML"):
        find(tmp_path)


def test_what_is_named_has_to_be_one(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        load(tmp_path / "none.toml")
    path = tmp_path / "pyproject.toml"
    path.write_text('[project]\nname = "x"\n')
    with pytest.raises(UsageError, match=r"no table \[tool.fourfold\]"):
        load(path)


def test_this_repository_has_none_of_its_own():
    assert find(ROOT) is None
