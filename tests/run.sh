#!/usr/bin/env bash
# Install newsdigest with what its tests need into a fresh virtual environment, then run every
# check: format, lint, types, import contracts, tests with coverage floors.
set -euo pipefail
cd "$(dirname "$0")/.."

venv=$(mktemp -d)/venv
trap 'rm -rf "$(dirname "$venv")"' EXIT
"${PYTHON:-python3}" -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check -e '.[ci]'
export PATH="$venv/bin:$PATH"

ruff format --check .
ruff check .
mypy
mypy --platform darwin --cache-dir .mypy_cache/darwin src & darwin=$!
mypy --platform win32 --cache-dir .mypy_cache/win32 src
wait "$darwin"
lint-imports
coverage erase
export PYTEST_ADDOPTS='--hypothesis-profile gate'
pytest -q -n auto --dist worksteal -m 'not clocked and not untraced' --cov=newsdigest --cov-report=
pytest -q -n auto --dist worksteal -m clocked --cov=newsdigest --cov-append --cov-report=
pytest -q -n auto --dist worksteal -m untraced
coverage report
python tests/coverage_floors.py
