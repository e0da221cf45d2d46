"""SARIF: the shape that the standard asks for, places that code scanning takes, fingerprints that outlive edits."""

from __future__ import annotations

import copy
import json
from dataclasses import replace

import jsonschema
import pytest

from fourfold.place import Place
from fourfold.report import sarif
from fourfold.rules import BY_NAME
from fourfold.terms import Severity
from tests.conftest import ROOT
from tests.sample import finding, report
from tests.snapshot import check_snapshot

TEXT = {"type": "string", "minLength": 1}
MESSAGE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["text"],
    "properties": {"text": TEXT, "markdown": TEXT},
}
PHYSICAL = {
    "type": "object",
    "additionalProperties": False,
    "required": ["artifactLocation", "region"],
    "properties": {
        "artifactLocation": {
            "type": "object",
            "additionalProperties": False,
            "required": ["uri"],
            # no space, no quote, nothing that RFC 3986 wants escaped
            "properties": {
                "uri": {"type": "string", "pattern": r"^[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+$"},
                "uriBaseId": TEXT,
            },
        },
        "region": {
            "type": "object",
            "additionalProperties": False,
            "required": ["startLine"],
            "properties": {"startLine": {"type": "integer", "minimum": 1}},
        },
    },
}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
RULE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id"],
    "properties": {
        "id": TEXT,
        "name": TEXT,
        "shortDescription": MESSAGE,
        "fullDescription": MESSAGE,
        "help": MESSAGE,
        "helpUri": {"type": "string", "format": "uri"},
        "defaultConfiguration": {"type": "object", "additionalProperties": False, "properties": {"level": LEVEL}},
        "properties": {"type": "object"},
    },
}
RESULT = {
    "type": "object",
    "additionalProperties": False,
    # the standard asks for the message alone; code scanning for the rest
    "required": ["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"],
    "properties": {
        "ruleId": TEXT,
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": LEVEL,
        "message": MESSAGE,
        "locations": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["physicalLocation"],
                "properties": {
                    "physicalLocation": PHYSICAL,
                    "logicalLocations": {
                        "type": "array",
                        "uniqueItems": True,
                        "items": {
                            "type": "object",
                            "additionalProperties": False,
                            "properties": {"name": TEXT, "fullyQualifiedName": TEXT},
                        },
                    },
                },
            },
        },
        "relatedLocations": {
            "type": "array",
            "uniqueItems": True,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["physicalLocation", "message"],
                "properties": {"physicalLocation": PHYSICAL, "message": MESSAGE},
            },
        },
        "partialFingerprints": {"type": "object", "additionalProperties": TEXT},
        "suppressions": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["kind"],
                "properties": {
                    "kind": {"enum": ["inSource", "external"]},
                    "status": {"enum": ["accepted", "underReview", "rejected"]},
                    "justification": TEXT,
                },
            },
        },
        "properties": {"type": "object"},
    },
}
RUN = {
    "type": "object",
    "additionalProperties": False,
    "required": ["tool", "results"],
    "properties": {
        "tool": {
            "type": "object",
            "additionalProperties": False,
            "required": ["driver"],
            "properties": {
                "driver": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["name"],
                    "properties": {
                        "name": TEXT,
                        "version": TEXT,
                        "informationUri": {"type": "string", "format": "uri"},
                        "rules": {"type": "array", "uniqueItems": True, "items": RULE},
                        "properties": {"type": "object"},
                    },
                }
            },
        },
        "invocations": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["executionSuccessful"],
                "properties": {
                    "executionSuccessful": {"type": "boolean"},
                    "exitCode": {"type": "integer"},
                    "exitCodeDescription": TEXT,
                },
            },
        },
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "results": {"type": "array", "items": RESULT},
        "properties": {"type": "object"},
    },
}
SHAPE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "minItems": 1, "items": RUN},
    },
}
"""What SARIF 2.1.0 says of all that is written here, narrowed to it: an unknown property fails, as in the standard's own schema."""


def rendered(*reports):
    log = json.loads(sarif.render(reports or (report(),)))
    jsonschema.validate(log, SHAPE)
    return log


def results(*reports):
    return rendered(*reports)["runs"][0]["results"]


def test_the_shape_holds_for_every_example(run):
    seen = 0
    for path in sorted((ROOT / "examples").glob("*.yaml")):
        code, out, _ = run("check", path, "--no-config", "--format", "sarif")
        log = json.loads(out)
        jsonschema.validate(log, SHAPE)
        assert log["runs"][0]["invocations"][0]["exitCode"] == code
        seen += 1
    assert seen >= 8


SPOILED = {
    "no line": lambda log: log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"].clear(),
    "a line 0": lambda log: log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"].update(
        startLine=0
    ),
    "only a logical place": lambda log: log["runs"][0]["results"][0]["locations"][0].pop("physicalLocation"),
    "a level of our own": lambda log: log["runs"][0]["results"][0].update(level="conflict"),
    "a property of our own": lambda log: log["runs"][0].update(verdict="conflict"),
    "a path with a space": lambda log: log["runs"][0]["results"][0]["locations"][0]["physicalLocation"][
        "artifactLocation"
    ].update(uri="a b"),
    "another version": lambda log: log.update(version="2.0.0"),
    "a result without a message": lambda log: log["runs"][0]["results"][0].pop("message"),
}


@pytest.mark.parametrize("how", SPOILED)
def test_the_shape_refuses_what_is_spoiled(how):
    log = rendered()
    SPOILED[how](log)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(log, SHAPE)


def test_every_result_has_a_file_a_line_and_a_pointer():
    first, whole, placeless, *_ = results()
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "bom.json", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 41},
    }
    assert first["locations"][0]["logicalLocations"] == [
        {"name": "acme/chat", "fullyQualifiedName": "/components/3/licenses/0"}
    ]
    assert first["properties"]["pointer"] == "/components/3/licenses/0"
    assert whole["locations"][0]["physicalLocation"]["region"]["startLine"] == 1
    # what concerns the whole stands where the first artifact does
    assert placeless["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "bom.json"
    assert placeless["locations"][0]["physicalLocation"]["region"]["startLine"] == 40


def test_a_release_that_was_in_no_file_goes_by_its_name():
    entry = results(report((finding(place=Place()),), artifacts=()))[0]
    assert entry["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "acme-chat%202.1"


@pytest.mark.parametrize(
    ("file", "uri", "relative"),
    [
        ("dist/bom.json", "dist/bom.json", True),
        ("my dist/b%m.json", "my%20dist/b%25m.json", True),
        ("größe.json", "gr%C3%B6%C3%9Fe.json", True),
        ("a:b.json", "./a:b.json", True),
        ("-", "-", True),
        ("/elsewhere/bom.json", "file:///elsewhere/bom.json", False),
    ],
)
def test_paths_become_addresses(file, uri, relative):
    location = results(report((finding(place=Place(file, 1)),)))[0]["locations"][0]["physicalLocation"][
        "artifactLocation"
    ]
    assert location["uri"] == uri
    assert ("uriBaseId" in location) is relative


def test_a_path_below_the_working_directory_is_relative(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    place = Place(str(tmp_path / "dist" / "bom.json"), 3)
    location = results(report((finding(place=place),)))[0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location["uri"] == "dist/bom.json"


def test_the_fingerprint_does_not_hang_on_lines():
    one = results(report((finding(place=Place("bom.json", 1)),)))[0]
    other = results(report((finding(place=Place("bom.json", 99)),)))[0]
    assert one["partialFingerprints"] == other["partialFingerprints"]
    assert set(one["partialFingerprints"].values()) == {"0123456789ab"}


def test_rules_come_with_their_manual_and_results_point_at_them():
    run = rendered()["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({entry["ruleId"] for entry in run["results"]})
    for entry in run["results"]:
        rule = rules[entry["ruleIndex"]]
        assert rule["id"] == entry["ruleId"]
        assert rule["shortDescription"]["text"] == BY_NAME[rule["id"]].summary
        assert "Why it matters" in rule["help"]["markdown"]
        assert "{subject}" not in rule["help"]["text"]
        assert rule["helpUri"].endswith(f"#{rule['id']}")


def test_a_rule_that_is_not_ours_is_named():
    log = rendered(report((replace(finding(), rule="acme-house-rule"),)))
    assert {"id": "acme-house-rule"} in log["runs"][0]["tool"]["driver"]["rules"]


def test_levels_follow_severity():
    entries = results(report((finding(severity=Severity.NOTE), finding("1" * 12, severity=Severity.WARNING))))
    assert [entry["level"] for entry in entries[:2]] == ["note", "warning"]


def test_what_is_ignored_is_suppressed_with_its_reason():
    entries = results()
    suppressed = [entry for entry in entries if "suppressions" in entry]
    assert len(suppressed) == 1 and len(entries) == 5
    assert suppressed[0]["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "jd@acme.example: Legal, ticket 512 (until 2027-01-31)",
        }
    ]


def test_the_statements_behind_a_finding_are_related_places():
    related = results()[0]["relatedLocations"]
    assert [entry["physicalLocation"]["region"]["startLine"] for entry in related] == [90]
    assert "finetuned-from" in related[0]["message"]["text"]


def test_several_reports_are_one_run_with_the_heaviest_exit_code():
    log = rendered(report(exit_code=3), report(name="other", exit_code=1, cause="2 conflicts"), report(exit_code=0))
    assert len(log["runs"]) == 1
    run = log["runs"][0]
    assert run["invocations"][0]["exitCode"] == 1
    assert len(run["results"]) == 15
    assert [entry["name"] for entry in run["properties"]["releases"]] == ["acme-chat 2.1", "other", "acme-chat 2.1"]


def test_the_log_carries_all_that_json_has_of_a_finding():
    whole = report()
    entry = copy.deepcopy(whole.findings[0].to_dict())
    held = results(whole)[0]["properties"]
    for key in ("verdict", "confidence", "subject", "path", "readings", "remedies"):
        assert held[key] == entry[key]
    assert held["clauses"] == [{"license": "LicenseRef-Acme-1.0", "section": "1.b.iv", "kind": "acceptable-use-policy"}]


def test_snapshot():
    check_snapshot("report.sarif", sarif.render((report(),)))
