"""The JSON Schema of the report, made from typed shapes that mirror ``Report.to_dict``; a test holds the two together."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

VerdictWord = Literal["ok", "ok-with-obligations", "conflict", "contested", "unknown"]
ExtentWord = Literal["granted", "partial", "denied", "unknown"]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Location(_Shape):
    """Where something stands in the user's files."""

    file: str
    line: int | None
    pointer: str


class CitedClause(_Shape):
    """A clause of a licence."""

    license: str
    kind: str
    section: str
    effect: str | None
    says: str
    span: list[int]
    text: str
    read: str


class FreedomShape(_Shape):
    """One freedom with both halves."""

    value: ExtentWord
    grants: ExtentWord
    possible: ExtentWord
    may_worsen: bool
    because: list[str]


class Freedoms(_Shape):
    """The four freedoms."""

    use: FreedomShape
    study: FreedomShape
    modify: FreedomShape
    share: FreedomShape


class _Entry(_Shape):
    """What one of several inputs may have brought: ``input`` is its number, from 0."""

    input: int = 0


class ArtifactShape(_Entry):
    """One artifact."""

    id: str
    name: str | None
    version: str | None
    kind: str
    license: str | None
    resolved: str | None
    evidence: Literal["A", "B", "C", "D", "E"] | None
    effective: str | None
    shipped: bool
    freedoms: Freedoms
    location: Location


class FindingShape(_Entry):
    """One finding."""

    id: str
    rule: str
    verdict: VerdictWord
    severity: Literal["error", "warning", "note"]
    confidence: Literal["high", "medium", "low"]
    subject: str
    path: list[str]
    location: Location
    clauses: list[CitedClause]
    readings: dict[str, VerdictWord]
    message: str
    remedies: list[str]
    known: bool
    explanation: dict[str, Any] | None


class DutyShape(_Entry):
    """One obligation; ``reading`` is there if it arises on one side of a reading only."""

    kind: str
    license: str
    artifact: str
    text: str
    section: str
    reading: str = ""


class MixShape(_Shape):
    """One licence in the mix."""

    license: str
    artifacts: int
    shipped: int
    kinds: list[str]
    evidence: dict[str, int]


class ToolShape(_Shape):
    """What made the report."""

    name: str
    version: str
    data: str
    digest: str


class ContextShape(_Shape):
    """The situation that was asked about; where several inputs were asked differently, none."""

    form: str | None
    purpose: str | None
    role: str | None
    territory: list[str] | None
    monthly_active_users: int | None = Field(alias="monthly-active-users")
    annual_revenue_usd: float | None = Field(alias="annual-revenue-usd")


class QuestionShape(_Shape):
    """What was asked."""

    context: ContextShape
    reading: Literal["text", "cautious"]
    relation: str | None


class _Answer(_Shape):
    """What is said of one input, and of all together."""

    name: str
    source: str
    question: QuestionShape
    verdict: VerdictWord
    exit_code: Literal[0, 1, 2, 3]
    cause: str
    freedoms: Freedoms
    decided_by: list[str]
    relations: int


class InputShape(_Answer):
    """What one of several inputs comes to."""

    artifacts: int
    findings: int


class ReportShape(_Answer):
    """The object that ``fourfold check --format json`` prints; ``inputs`` is there if there are several."""

    schema_number: Literal[1] = Field(alias="schema")
    tool: ToolShape
    artifacts: list[ArtifactShape]
    findings: list[FindingShape]
    obligations: list[DutyShape]
    mix: list[MixShape]
    frameworks: dict[str, Any]
    ignored: list[dict[str, Any]]
    inputs: list[InputShape] = []


def report_schema() -> dict[str, Any]:
    """Return the JSON Schema of a report (draft 2020-12)."""
    schema = ReportShape.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "fourfold report"}
