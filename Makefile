# What the README shows and what CI runs. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HANDCLASP := $(BIN)/handclasp
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset run test test-all shots check lint docs format environment environment-dev chromium lock clean

help:
	@echo "make demo        serve an invented network on http://localhost:8000/ (HANDCLASP_PORT, HANDCLASP_DATA move it)"
	@echo "make demo-reset  the same, from the beginning"
	@echo "make run         serve without invented data"
	@echo "make test        run the tests (about twenty minutes on two cores)"
	@echo "make test-all    run the long ones too, and the rules on Debian's PostgreSQL"
	@echo "make check       format, types, layers, templates, migrations"

demo: environment
	@exec $(HANDCLASP) demo

demo-reset: environment
	@exec $(HANDCLASP) demo --reset

run: environment
	@exec $(HANDCLASP) run

environment: $(VENV)/ready-to-run
environment-dev: $(VENV)/ready-to-test

$(VENV)/ready-to-run: requirements-run.lock tools/environment.sh
	@sh tools/environment.sh "$(PYTHON)" $(VENV) requirements-run.lock
	@touch $@

$(VENV)/ready-to-test: requirements.lock tools/environment.sh
	@sh tools/environment.sh "$(PYTHON)" $(VENV) requirements.lock
	@touch $(VENV)/ready-to-run $@

chromium:
	@sh tools/chromium.sh

test: environment-dev chromium
	$(BIN)/python -m pytest -n $(WORKERS) -m "not long"

test-all: environment-dev chromium
	$(BIN)/python -m pytest -n $(WORKERS)
	@sh tools/other-postgresql.sh $(BIN)/python

# Every page at three widths in light and dark, into shots/.
shots: environment-dev chromium
	$(BIN)/python -m pytest -n $(WORKERS) tests/journeys/test_pages_look.py

check: environment-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet src/handclasp
	$(HANDCLASP) check-migrations

lint: check

docs: environment-dev
	$(BIN)/python -m handclasp.config.generated

format: environment-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Both lock files are written from pyproject.toml; they hold the hash of every file that may be installed.
lock:
	uv pip compile --generate-hashes --no-header --no-annotate -o requirements-run.lock pyproject.toml
	uv pip compile --generate-hashes --no-header --no-annotate --extra dev -o requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) .handclasp
