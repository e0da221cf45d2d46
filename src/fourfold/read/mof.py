"""MOF YAML, the format of the Model Openness Tool: a release as up to 17 named components, each with or without a licence."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache
from typing import Any

from fourfold.artifact import Artifact, Bill, Claim, Diagnostic, Relation
from fourfold.catalogue import data_root
from fourfold.errors import InputError
from fourfold.read.base import Located, Reader, Source, load_yaml
from fourfold.terms import Grade, Kind, Verb


@dataclass(frozen=True, slots=True)
class Component:
    """One of the framework's components."""

    id: str
    """Stable kebab-case name, such as ``model-parameters-final``; what `Artifact.component` holds."""
    name: str
    """As the format spells it."""
    type: str
    """``code``, ``data`` or ``document``."""
    kind: Kind
    level: int
    """The class that it belongs to: 3, 2 or 1."""
    required: bool
    accepts: str = "open"
    """``open``: an open licence; ``any``: any terms, or none."""
    aliases: tuple[str, ...] = ()


@cache
def components() -> Mapping[str, Component]:
    """Return the framework's components by id, in the order of the Model Openness Tool."""
    raw = tomllib.loads((data_root() / "frameworks" / "mof.toml").read_text(encoding="utf-8"))
    found = (
        Component(
            entry["id"],
            entry["name"],
            entry["type"],
            Kind(entry["kind"]),
            entry["class"],
            entry["required"],
            entry.get("accepts", "open"),
            tuple(entry.get("aliases", ())),
        )
        for entry in raw["components"]
    )
    return {component.id: component for component in found}


def slug(name: str) -> str:
    """Return a name in kebab-case.

    Examples
    --------
    >>> slug("Model parameters (Final)")
    'model-parameters-final'
    """
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


@cache
def component_of(name: str) -> Component | None:
    """Return the component that a name in a manifest or an SBOM means, by id or alias; none if it means none."""
    key = slug(name)
    return next((c for c in components().values() if key == c.id or key in c.aliases), None)


_KEYS = re.compile(r"^[\"']?(framework|release)[\"']?\s*:", re.MULTILINE)


def sniff(source: Source) -> bool:
    """Whether the content is MOF YAML: ``framework`` and ``release`` at the top, with components."""
    if source.is_directory:
        return False
    head = source.head(65536)
    if head.lstrip().startswith("{"):
        return all(f'"{key}"' in head for key in ("framework", "release", "components"))
    return len(set(_KEYS.findall(head))) == 2 and "components" in head


def read(source: Source) -> Bill:
    """Read MOF YAML; whatever does not fit the format is kept and reported with its line.

    Raises
    ------
    InputError
        If it is not YAML, or has no release with a list of components.
    """
    return build(load_yaml(source.text, source.name))


def build(located: Located) -> Bill:
    """Build the bill of MOF YAML that was read already."""
    top = located.value if isinstance(located.value, dict) else {}
    release = top.get("release")
    if not isinstance(release, dict) or not isinstance(release.get("components", []), list):
        raise InputError(
            "has no release with a list of components", str(located.place("/release")), "release: {name:, components:}"
        )
    framework = top.get("framework")
    version = framework.get("version", "") if isinstance(framework, dict) else ""
    reading = _Reading(located, release, str(release.get("name") or "release"))
    reading.head(framework)
    for i, entry in enumerate(release.get("components") or []):
        reading.component(i, entry)
    return reading.bill(f"MOF YAML {version}".strip())


@dataclass(slots=True)
class _Reading:
    """A file on its way to a bill."""

    located: Located
    release: dict[str, Any]
    name: str
    artifacts: list[Artifact] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)

    def report(self, code: str, message: str, pointer: str) -> None:
        """Note something that does not fit the format."""
        self.diagnostics.append(Diagnostic(code, message, self.located.place(pointer)))

    def head(self, framework: object) -> None:
        """Note what stands wrong outside the components: dates without quotes, licences of no content type."""
        terms = self.release.get("license")
        for key in terms if isinstance(terms, dict) else ():
            if key not in {"distribution", "code", "data", "document"}:
                message = f"{key!r} is no content type; its licence is taken for nothing"
                self.report("mof-license-key-unknown", message, f"/release/license/{key}")
        for key, part in (("framework", framework), ("release", self.release)):
            if isinstance(part, dict) and isinstance(part.get("date"), dt.date):
                self.report("mof-date-unquoted", f"{key}.date is a date, not text: put it in quotes", f"/{key}/date")

    def component(self, i: int, entry: object) -> None:
        """Read one component; a name that the framework does not have stays what it is."""
        pointer = f"/release/components/{i}"
        if not isinstance(entry, dict) or not str(entry.get("name") or "").strip():
            self.report("mof-component-unnamed", f"component {i + 1} has no name; it was not read", pointer)
            return
        name = str(entry["name"])
        known = next((c for c in components().values() if c.name == name), None)
        if known is None:
            known = self._spelled(name, f"{pointer}/name")
        base = known.id if known else slug(name) or f"component-{i + 1}"
        claims = self._claims(known, entry, pointer)
        facts = {} if known and name == known.name else self._as_the_tool_stores_it(entry, pointer)
        if not isinstance(entry.get("license"), str | None):
            self.report(
                "mof-license-not-text",
                f"the licence of {name!r} is not text; it is kept as it stands",
                f"{pointer}/license",
            )
        self.seen[base] += 1
        if known and self.seen[base] > 1:
            message = f"the component {name!r} stands here a second time; both are kept"
            self.report("mof-component-repeated", message, f"{pointer}/name")
        taken = {artifact.id for artifact in self.artifacts} | {self.name}
        id_ = next(n for n in (base, *(f"{base}-{k}" for k in range(2, i + 3))) if n not in taken)
        self.artifacts.append(
            Artifact(
                id_,
                known.kind if known else None,
                claims,
                component=known.id if known else "",
                shipped=True,
                facts=facts,
                name=name,
                aliases=(str(entry["component_path"]),) if entry.get("component_path") else (),
                place=self.located.place(pointer),
            )
        )

    def _spelled(self, name: str, pointer: str) -> Component | None:
        """Find a component whose name differs in case or spacing only; a mere likeness is never taken for it."""
        known = next((c for c in components().values() if slug(c.name) == slug(name)), None)
        if known is not None:
            self.report("mof-component-spelling", f"{name!r} is read as {known.name!r}", pointer)
            return known
        near = get_close_matches(name, [c.name for c in components().values()], n=2)
        hint = f"; nearest: {', '.join(near)}" if near else ""
        message = f"{name!r} is no component of the framework{hint}; it is kept under its own name and counts for none"
        self.report("mof-component-unknown", message, pointer)
        return None

    def _as_the_tool_stores_it(self, entry: dict[str, Any], pointer: str) -> dict[str, str]:
        """Return the licence that the Model Openness Tool gives a name that it does not know: it takes it for Datasets."""
        claims = self._claims(components()["datasets"], entry, pointer)
        return {"mot-license": claims[0].license if claims else ""}

    def _claims(self, known: Component | None, entry: dict[str, Any], pointer: str) -> tuple[Claim, ...]:
        """Return the statement that holds for a component: its own, else its content type's, else the release's."""
        path = str(entry.get("license_path") or "")
        if entry.get("license") is not None:
            return self._claim(str(entry["license"]), "component licence", path, f"{pointer}/license")
        terms = self.release.get("license")
        for key in ((known.type,) if known else ()) + ("distribution",):
            stated = terms.get(key) if isinstance(terms, dict) else None
            if isinstance(stated, dict) and stated.get("name"):
                what = "licence of the distribution" if key == "distribution" else f"licence of all {key} components"
                where = f"/release/license/{key}/name"
                return self._claim(str(stated["name"]), what, str(stated.get("path") or ""), where)
        return ()

    def _claim(self, words: str, what: str, path: str, pointer: str) -> tuple[Claim, ...]:
        """Return a claim; `unlicensed` is the format's word for no licence, not the name of one."""
        if not words.strip():
            return ()
        source = f"MOF YAML, {what}" + (f", {path}" if path else "")
        none = words == "unlicensed"
        if none:
            source += ": unlicensed"
        return (Claim("NONE" if none else words, Grade.C, source, place=self.located.place(pointer)),)

    def _parts(self, artifact: Artifact) -> Artifact:
        """Say on the weights what else is there: the file is a list of all that is released."""
        if artifact.kind is not Kind.MODEL:
            return artifact
        there = {other.component for other in self.artifacts}
        described = bool(there & {"data-card", "technical-report", "research-paper"})
        data = True if "datasets" in there else "described" if described else False
        facts = {"training-data": data, "training-code": "training-code" in there}
        return replace(artifact, facts=facts, version=str(self.release.get("version") or ""))

    def _origin(self) -> tuple[tuple[Artifact, ...], tuple[Relation, ...]]:
        """Return the base model that the file names; only `treatment` says how the release came from it."""
        origin, place = str(self.release.get("origin") or "").strip(), self.located.place("/release/origin")
        weights = next((a.id for a in self.artifacts if a.component == "model-parameters-final"), "")
        if not origin or not weights or origin in {artifact.id for artifact in self.artifacts} | {self.name}:
            return (), ()
        tuned = str(self.release.get("treatment") or "").endswith("fine-tuned")
        verb = Verb.FINETUNED_FROM if tuned else None
        relation = Relation(weights, verb, origin, "origin", "inferred" if tuned else "stated", place)
        return (Artifact(origin, Kind.MODEL, shipped=False, place=place),) if tuned else (), (relation,)

    def bill(self, form: str) -> Bill:
        """Return the bill of what was read."""
        upstream, relations = self._origin()
        terms = self.release.get("license")
        whole = terms.get("distribution") if isinstance(terms, dict) else None
        words = str(whole.get("name") or "") if isinstance(whole, dict) else ""
        claims = self._claim(words, "licence of the distribution", "", "/release/license/distribution/name")
        return Bill(
            self.name,
            (*map(self._parts, self.artifacts), *upstream),
            relations,
            tuple(claim for claim in claims if claim.license != "NONE"),
            format=form,
            diagnostics=tuple(self.diagnostics),
            place=self.located.place("/release"),
        )


READER = Reader("MOF YAML", sniff, read)
