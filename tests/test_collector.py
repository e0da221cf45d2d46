"""The garbage collector rests while a large value is made, and is left as it was found."""

from __future__ import annotations

import gc

import pytest

from fourfold.collector import at_rest


def test_it_rests_inside_and_goes_on_afterwards():
    assert gc.isenabled()
    with at_rest():
        assert not gc.isenabled()
        with at_rest():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_an_error():
    with pytest.raises(ValueError, match="x"), at_rest():
        raise ValueError("x")
    assert gc.isenabled()


def test_who_switched_it_off_finds_it_off():
    gc.disable()
    try:
        with at_rest():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
