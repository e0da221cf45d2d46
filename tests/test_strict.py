"""Documents held against their standard: what is not valid fails, what was not validated is never valid, and reading stays tolerant."""

from __future__ import annotations

import builtins
import json

import pytest

from fourfold import strict
from fourfold.artifact import Artifact, Bill
from fourfold.cli import main
from fourfold.errors import UsageError
from fourfold.place import Place
from fourfold.read.base import Source
from fourfold.strict.base import KINDS, LONGEST, MOST, Complaint, Validator, clipped, report

BILL = Bill("a", (Artifact("a"),), format="SPDX 2.3 JSON", place=Place("a.json"))
SOURCE = Source("a.json", None, b"{}")
CYCLONEDX = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.6",
    "components": [{"type": "library", "name": "a", "licenses": [{"license": {"id": "MIT"}}]}],
}


def told(complaints, limit=100):
    validator = Validator("SPDX", "the-validator", "spdx", lambda _: limit, complaints)
    return report(validator, SOURCE, BILL)


def raising(error):
    def complaints(_source, _bill):
        raise error

    return complaints


def test_a_valid_document_has_nothing_said_of_it():
    assert told(lambda *_: ()) == ()


def test_equal_complaints_are_told_once_with_the_first_place_and_their_number():
    places = [Place("a.json", None, f"/packages/{i}") for i in range(9)]
    (only,) = told(lambda *_: [Complaint("no name", f"p{i}", place) for i, place in enumerate(places)])
    assert (only.code, only.place) == ("document-invalid", places[0])
    assert only.message == "not valid SPDX 2.3 JSON, says the-validator: no name: p0, p1, p2 and 6 more"


def test_kinds_and_complaints_are_bounded_and_the_rest_is_counted():
    kinds = told(lambda *_: (Complaint(f"kind {i}", "", Place()) for i in range(KINDS + 50)))
    assert len(kinds) == KINDS + 1
    assert f"at least {KINDS + 50} complaints" in kinds[-1].message
    endless = told(lambda *_: (Complaint("same", "x", Place()) for _ in iter(int, 1)))
    assert f"at least {MOST} complaints" in endless[-1].message


@pytest.mark.parametrize(
    "error", [NotImplementedError("no such version"), RuntimeError("broke\ndown"), RecursionError()]
)
def test_a_validator_that_cannot_judge_leaves_the_document_unvalidated(error):
    (only,) = told(raising(error))
    assert only.code == "document-unvalidated"
    assert "not validated" in only.message
    assert "\n" not in only.message


def test_what_is_too_large_is_not_validated_and_the_validator_never_asked():
    (only,) = told(raising(AssertionError("was asked")), limit=1)
    assert only.code == "document-unvalidated"
    assert "too large" in only.message


def test_what_validators_print_and_warn_does_not_come_through(capsys, recwarn):
    def complaints(_source, _bill):
        import sys
        import warnings

        sys.stdout.write("noise")
        sys.stderr.write("noise")
        warnings.warn("noise", stacklevel=1)
        return ()

    assert told(complaints) == ()
    captured = capsys.readouterr()
    assert (captured.out, captured.err, len(recwarn)) == ("", "", 0)


def test_long_values_are_clipped():
    assert clipped(" a\n  b ") == "a b"
    assert len(clipped("x" * 10_000)) == LONGEST


@pytest.mark.parametrize(
    ("package", "form", "extra"),
    [
        ("spdx_tools", {"spdxVersion": "SPDX-2.3", "packages": [{"SPDXID": "SPDXRef-a"}]}, "spdx"),
        ("cyclonedx", CYCLONEDX, "cyclonedx"),
        (
            "spdx_python_model",
            {
                "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
                "@graph": [{"type": "software_Package", "spdxId": "https://a.example/a", "name": "a"}],
            },
            "spdx",
        ),
    ],
)
def test_without_the_extra_the_call_is_wrong_and_says_what_to_install(
    tmp_path, monkeypatch, capsys, package, form, extra
):
    genuine = builtins.__import__

    def without(name, *rest, **more):
        if name.split(".")[0] == package:
            raise ImportError(f"No module named {package!r}", name=package)
        return genuine(name, *rest, **more)

    path = tmp_path / "bom.json"
    path.write_text(json.dumps(form))
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UsageError) as caught:
        strict.read(path)
    assert caught.value.hint == f"pip install 'fourfold[{extra}]'"
    assert main(["check", str(path), "--strict", "--no-config"]) == 2
    assert "pip install" in capsys.readouterr().err


def test_what_has_no_validator_is_told_and_does_not_fail(tmp_path, capsys):
    path = tmp_path / "fourfold.yaml"
    path.write_text("fourfold: 1\nname: x\nartifacts:\n  - {id: a, kind: code, license: 0BSD}\n")
    assert main(["check", str(path), "--strict", "--no-config", "--format", "json"]) == 0
    (finding,) = [f for f in json.loads(capsys.readouterr().out)["findings"] if f["rule"].startswith("document-")]
    assert (finding["rule"], finding["verdict"]) == ("document-unvalidated", "ok")
    assert "no standard validator" in finding["message"]


def test_without_the_option_nobody_validates(tmp_path, capsys):
    pytest.importorskip("cyclonedx")
    path = tmp_path / "bom.json"
    path.write_text(json.dumps({**CYCLONEDX, "components": [{**CYCLONEDX["components"][0], "type": "libary"}]}))
    main(["check", str(path), "--no-config", "--format", "concise"])
    assert "document-" not in capsys.readouterr().out
    assert main(["check", str(path), "--no-config", "--strict", "--format", "concise"]) == 1
    assert "document-invalid" in capsys.readouterr().out


def test_standard_input_is_read_once_and_validated(monkeypatch, capsys):
    pytest.importorskip("cyclonedx")
    import io
    import sys

    document = json.dumps({**CYCLONEDX, "metadata": {"timestamp": "yesterday"}}).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(document)))
    assert main(["check", "-", "--no-config", "--strict", "--format", "json"]) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert [f["location"]["pointer"] for f in findings if f["rule"] == "document-invalid"] == ["/metadata/timestamp"]


def test_a_baseline_lets_what_was_invalid_before_pass(tmp_path, capsys):
    pytest.importorskip("cyclonedx")
    path, baseline = tmp_path / "bom.json", tmp_path / "baseline.json"
    path.write_text(json.dumps({**CYCLONEDX, "metadata": {"timestamp": "yesterday"}}))
    words = ["check", str(path), "--no-config", "--strict"]
    main([*words, "--write-baseline", str(baseline)])
    assert main([*words, "--baseline", str(baseline)]) != 1
    capsys.readouterr()
