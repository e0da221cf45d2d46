# `just` lists these. `just check` is what has to pass before anything lands.
default:
    @just --list

check: lint types layers test docs-check

lint:
    ruff check .
    ruff format --check .

types:
    mypy

layers:
    lint-imports

test:
    pytest -q

docs-check:
    python scripts/generate_docs.py --check

data:
    python scripts/compile_data.py
    python scripts/generate_docs.py

new-license ID TEXT:
    python scripts/entry.py new {{ID}} {{TEXT}}
