# make run     installs what is needed into .venv and opens the reading room
# make test    installs what the tests need into .venv and runs them
# make lint    the linters;  make bench  the benchmarks (NKREADER_DATA names the folder of the data sets)
# make readme  draws the README's picture and writes its keys and example anew

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint bench readme clean

run: $(VENV)/.run
	$(BIN)/nkreader

test: $(VENV)/.test
	$(BIN)/python -m pytest

lint: $(VENV)/.lint
	$(BIN)/ruff check nkreader tests
	$(BIN)/ruff format --check nkreader tests
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.test
	$(BIN)/python -m tests.benchmarks

readme: $(VENV)/.test
	$(BIN)/python -m tests.readme

$(VENV)/.run: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.test: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@

$(VENV)/.lint: $(VENV)/.test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test,lint]'
	@touch $@

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
