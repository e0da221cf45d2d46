"""Licences as values: frozen, told apart by identity, and with no parameter that the vocabulary does not know."""

from __future__ import annotations

import dataclasses

import pytest

from fourfold.catalogue import catalogue
from fourfold.license import Clause, Declared, License, Listing, Parameters, Text
from fourfold.terms import Reach

VALUES = (Clause, Declared, License, Listing, Parameters, Text)


@pytest.mark.parametrize("cls", VALUES, ids=lambda cls: cls.__name__)
def test_values_are_frozen_and_slotted(cls):
    assert cls.__dataclass_params__.frozen
    assert "__slots__" in vars(cls)
    assert not any("list" in str(field.type) or "dict" in str(field.type).lower() for field in dataclasses.fields(cls))


def test_a_licence_does_not_change():
    licence = License("LicenseRef-x", "X")
    with pytest.raises(dataclasses.FrozenInstanceError):
        licence.name = "Y"


def test_a_report_calls_a_licence_by_its_short_name_or_else_its_id():
    assert License("LicenseRef-x", "The X Licence", short="X 1.0").label == "X 1.0"
    assert License("LicenseRef-x", "The X Licence").label == "LicenseRef-x"


def test_clauses_are_told_apart_by_identity_so_that_the_same_words_twice_are_two_clauses():
    one, other = (Clause("banner", None, frozenset({Reach.KEEP}), says="Show it.") for _ in range(2))
    assert one != other
    assert len({one, other, one}) == 2


def test_the_parameters_are_those_that_the_vocabulary_lists():
    fields = {field.name for field in dataclasses.fields(Parameters)}
    kinds = catalogue().kinds
    listed = {name for kind in kinds for name in kinds[kind].parameters}
    assert len(listed) >= 30
    assert listed - fields == set()


def test_each_clause_states_only_what_its_kind_may_state():
    known, nothing, stated = catalogue(), Parameters(), 0
    for license_id in known:
        for clause in known.get(license_id).clauses:
            given = {
                field.name
                for field in dataclasses.fields(Parameters)
                if getattr(clause.parameters, field.name) != getattr(nothing, field.name)
            }
            stated += bool(given)
            assert given <= set(known.kinds[clause.kind].parameters), (license_id, clause.kind)
    assert stated >= 300


def test_every_clause_says_something_and_reaches_something():
    known, seen = catalogue(), 0
    for license_id in known:
        for clause in known.get(license_id).clauses:
            seen += 1
            assert clause.says.strip(), (license_id, clause.kind)
            assert clause.reaches, (license_id, clause.kind)
    assert seen >= 4000
