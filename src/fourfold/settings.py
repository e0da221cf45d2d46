"""What counts when the command line, the environment and the configuration speak of the same thing, and where it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from fourfold.config import Config
from fourfold.entry import KEYS, one_of
from fourfold.errors import UsageError
from fourfold.policy import Baseline, FailOn, Policy, Setting, Stale, Unknown
from fourfold.terms import Form, Profile, Purpose, Role


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that a run asks, settled."""

    form: Form | None = None
    """None leaves it to the input, here and below."""
    purpose: Purpose | None = None
    role: Role | None = None
    territory: tuple[str, ...] = ()
    monthly_active_users: int | None = None
    annual_revenue_usd: float | None = None
    reading: Profile = Profile.TEXT
    unknown_shipped: Unknown = Unknown.FAIL
    unknown_upstream: Unknown = Unknown.WARN
    fail_on: FailOn = FailOn.CONFLICT
    inputs: tuple[str, ...] = (".",)
    licenses: str = ""
    baseline: str = ""
    config: Config = field(default_factory=Config)
    origins: Mapping[str, str] = field(default_factory=dict)
    """Where each value that is no default came from."""

    def policy(
        self,
        *,
        exit_zero: bool = False,
        as_of: date | None = None,
        baseline: Baseline | None = None,
        stale: Stale = Stale.WARN,
    ) -> Policy:
        """Return the policy that these settings come to.

        Parameters
        ----------
        exit_zero, as_of, baseline, stale : optional
            As in :class:`~fourfold.policy.Policy`; they are asked for a run and never configured.
        """
        config = self.config
        return Policy(
            self.fail_on,
            self.unknown_shipped,
            self.unknown_upstream,
            exit_zero,
            config.conditions.get(Setting.DENY_CONDITIONS, ()),
            config.conditions.get(Setting.ASK_CONDITIONS, ()),
            config.conditions.get(Setting.DENY_LICENSES, ()),
            config.require,
            config.ignores,
            as_of,
            baseline,
            stale,
            {setting: place for setting in Setting if (place := config.places.get(f"policy.{setting}"))},
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One value, as ``check --show-config`` shows it."""

    name: str
    value: Any
    origin: str

    def to_dict(self) -> dict[str, Any]:
        """Return ``{value, origin}``."""
        return {"value": self.value, "origin": self.origin}


def settle(given: Mapping[str, Any], environ: Mapping[str, str], config: Config) -> Settings:
    """Settle what counts: the command line, then the environment, then the configuration, then the defaults.

    Parameters
    ----------
    given : mapping
        What the command line says, by the names of the keys; None for what it does not say.
    environ : mapping
        The environment; ``FOURFOLD_PURPOSE`` and so on are read, an empty one says nothing.
    config : Config
        The nearest configuration, or an empty one.

    Raises
    ------
    UsageError
        If a value cannot stand where it stands, two of the same source say the same thing, or a variable that begins with
        ``FOURFOLD_`` is none of ours.
    """
    _refuse_unknown(environ)
    values: dict[str, Any] = dict(config.values)
    origins = {name: str(config.places[name]) for name in values}
    variables = {key.name: environ.get(key.variable) or None for key in KEYS}
    for said, called in (
        (variables, {key.name: key.variable for key in KEYS}),
        (given, {key.name: key.option for key in KEYS}),
    ):
        fresh: dict[str, Any] = {}
        for key in KEYS:
            value = said.get(key.name)
            if value is None:
                continue
            sets = key.read(value, key.name, called[key.name], Path())
            if sets.keys() & fresh.keys():
                raise UsageError(f"{called[key.name]} says what another option says as well", "", "keep one of them")
            fresh.update(sets)
            origins.update(dict.fromkeys(sets, called[key.name]))
        values.update(fresh)
    named = {name.replace("-", "_").replace(".", "_"): value for name, value in values.items()}
    return Settings(**named, config=config, origins=origins)


BESIDE = frozenset({"FOURFOLD_DEBUG", "FOURFOLD_TEXTS"})
"""Variables that say nothing of the question: the one shows where a defect lies, the other is for the data's own tools."""


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    """Refuse a misspelt variable: what nobody reads would quietly ask another question."""
    ours = [key.variable for key in KEYS]
    for name in sorted(environ):
        if name.startswith("FOURFOLD_") and environ[name] and name not in {*ours, *BESIDE}:
            raise UsageError(f"the environment sets {name}, which is no variable of fourfold", name, one_of(name, ours))


NAMES = (
    *("form", "purpose", "role", "territory", "monthly-active-users", "annual-revenue-usd", "reading"),
    *("unknown.shipped", "unknown.upstream", "fail-on", "inputs", "licenses", "baseline"),
)
"""The settings in the order in which they are shown."""


def rows(settings: Settings) -> tuple[Row, ...]:
    """Return every value with where it came from."""
    out = []
    for name in NAMES:
        value = getattr(settings, name.replace("-", "_").replace(".", "_"))
        shown = list(value) if isinstance(value, tuple) else value if value not in {"", None} else None
        out.append(Row(name, shown, settings.origins.get(name, "default" if shown else "not set")))
    config = settings.config
    for setting in (Setting.DENY_CONDITIONS, Setting.ASK_CONDITIONS, Setting.DENY_LICENSES):
        entries = config.conditions.get(setting, ())
        out.append(Row(f"policy.{setting}", list(entries), _origin(config, f"policy.{setting}", entries)))
    wanted = {str(freedom): str(extent) for freedom, extent in config.require.items()}
    out.append(Row("policy.require", wanted, _origin(config, "policy.require", wanted)))
    for i, override in enumerate(config.overrides):
        says = [*([override.license] if override.license else []), *(f"{r.type} {r.to}" for r in override.relations)]
        out.append(Row(f"artifact.{i}", {override.id: says}, str(override.place)))
    for i, ignore in enumerate(config.ignores):
        until = ignore.until.isoformat() if ignore.until else None
        value = {"rule": ignore.rule, "artifact": ignore.artifact, "reason": ignore.reason, "by": ignore.by}
        out.append(Row(f"ignore.{i}", {**value, "until": until}, str(ignore.place)))
    return tuple(out)


def _origin(config: Config, name: str, value: object) -> str:
    return str(config.places[name]) if value else "not set"
