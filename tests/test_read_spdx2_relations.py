"""The words between packages of SPDX 2: what they put aside, and what they say for another reason."""

from __future__ import annotations

import json

import pytest

from fourfold.api import check, read


@pytest.fixture
def report(tmp_path):
    """Check a document of three packages, one of them without a licence, and what relates them."""

    def made(*relations):
        path = tmp_path / "bom.json"
        packages = [{"SPDXID": f"SPDXRef-{name}", "name": name, "licenseDeclared": "MIT"} for name in ("app", "lib")]
        packages.append({"SPDXID": "SPDXRef-gen", "name": "gen"})
        related = [
            {"spdxElementId": f"SPDXRef-{a}", "relationshipType": word, "relatedSpdxElement": f"SPDXRef-{b}", **({"comment": more[0]} if more else {})}
            for a, word, b, *more in (("DOCUMENT", "DESCRIBES", "app"), *relations)
        ]  # fmt: skip
        document = {
            "spdxVersion": "SPDX-2.3",
            "SPDXID": "SPDXRef-DOCUMENT",
            "name": "b",
            "packages": packages,
            "relationships": related,
        }
        path.write_text(json.dumps(document), encoding="utf-8")
        return check(read(path))

    return made


def test_what_only_serves_to_build_is_no_part_of_the_release(report):
    assert report(("app", "DEPENDS_ON", "lib"), ("gen", "BUILD_DEPENDENCY_OF", "app")).exit_code == 0


def test_what_serves_to_build_and_is_needed_later_goes_out(report):
    found = report(("app", "DEPENDS_ON", "lib"), ("lib", "DEPENDS_ON", "gen"), ("gen", "BUILD_DEPENDENCY_OF", "app"))
    assert found.exit_code == 3
    assert any("is needed elsewhere as well" in f.message for f in found.findings)


@pytest.mark.parametrize(
    ("comment", "code"),
    [
        ("evident-by: indicates the package's existence is evident by the given file", 0),
        ("ownership-by-file-overlap: the parent claims the child", 0),
        ("trained with it", 3),
    ],
)
def test_a_comment_that_says_why_a_package_is_listed_leaves_nothing_open(report, comment, code):
    assert report(("app", "OTHER", "lib", comment), ("gen", "BUILD_TOOL_OF", "app")).exit_code == code
