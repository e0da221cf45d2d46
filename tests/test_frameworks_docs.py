"""The pages on frameworks say what is computed, and name every fact that is read."""

from __future__ import annotations

import re
from pathlib import Path

from fourfold.analyse import check
from fourfold.frameworks import FRAMEWORKS, audit
from fourfold.frameworks.base import load
from fourfold.read.base import open_source
from fourfold.read.manifest import READER
from fourfold.terms import Freedom

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "src" / "fourfold" / "frameworks").glob("*.py"))


def test_the_worked_page_is_what_is_computed():
    page = (ROOT / "docs" / "starcoder2.md").read_text(encoding="utf-8")
    bill = READER.read(open_source(str(ROOT / "examples" / "osaid" / "starcoder2.yaml")))
    report = check(bill)
    result = audit(bill, report)
    rows = re.findall(r"^\| ([a-z-]+) \| (\S+) \|", page, re.MULTILINE)
    table = {name: verdict for name, verdict in rows if name != "framework"}
    assert table == {name: str(each.get("verdict", each.get("class"))) for name, each in result.items()}
    assert len(table) == len(FRAMEWORKS) == 9
    freedoms = ", ".join(f"{freedom} {report.freedoms[freedom].value}" for freedom in Freedom)
    assert f"The four freedoms: {freedoms}." in page
    assert f"> {result['mof']['next']['says']}\n" in page
    assert result["osaid"]["with_other_terms"] == "pass"
    heritage = ", ".join(f"{c['id']} {c['verdict']}" for c in result["software-heritage"]["criteria"])
    assert heritage in page


def facts_read() -> set[str]:
    text = "".join(path.read_text(encoding="utf-8") for path in SOURCES)
    found = set(re.findall(r'(?:stated|_stated)\((?:[\w.]+, )*"([a-z-]+)"', text))
    found |= set(re.findall(r'_public\([^)]*"([a-z-]+)"\)', text)) | set(re.findall(r'\), "([a-z-]+)"\),', text))
    for framework in FRAMEWORKS:
        for criterion in load(framework.name).criteria.values():
            found |= {str(criterion.options["fact"])} if "fact" in criterion.options else set()
    return found


def test_every_fact_that_is_read_is_documented():
    page = (ROOT / "docs" / "frameworks.md").read_text(encoding="utf-8")
    table = page.partition("## What a manifest says")[2].partition("## How they disagree")[0]
    documented = {
        name
        for line in table.splitlines()
        for name in re.findall(r"`([a-z-]+)`", line.split("|")[1] if line.startswith("| `") else "")
    }
    found = facts_read()
    assert len(found) >= 18
    assert found - documented == set()
    assert documented - found - {"code-complete"} == set()
