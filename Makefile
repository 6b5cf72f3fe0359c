# HUR's ways to run. `make` alone lists them.
.DEFAULT_GOAL := help
SHELL := bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: help install demo test lint types format faults bench lock clean

help: ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(VENV)/.installed ## HUR and what it needs, into .venv

# Plain pip, so that the machine's pip settings count. The lock is complete: --no-deps saves resolving it anew.
# Byte code is made at first use: it would take half of the time here, most of it for modules never imported.
$(VENV)/.installed: requirements.lock pyproject.toml
	@test -x $(BIN)/pip || $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "HUR needs Python 3.11 or newer")'
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV)
	$(PIP) install -q --no-compile --no-deps -r requirements.lock
	$(PIP) install -q --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-test: requirements-test.lock $(VENV)/.installed
	$(PIP) install -q --no-compile --no-deps -r requirements-test.lock
	@touch $@

demo: install ## install, load the demo network and open the service
	$(BIN)/hur load demo
	$(BIN)/hur serve --open

# Two workers: one stays with Neo4j, the other takes the rest (tests/conftest.py).
test: $(VENV)/.installed-test ## all tests, with real servers and a real browser
	bash scripts/install_system.sh
	$(BIN)/python -m pytest -n 2 $(ARGS)

lint: $(VENV)/.installed-test ## style, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/.installed-test ## static types
	$(BIN)/mypy

format: $(VENV)/.installed-test ## put the code in its usual form
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

faults: $(VENV)/.installed-test ## 200 kills, 200 cuts of a log, 20 full disks, 5,000 damaged files (at most 20 minutes)
	$(BIN)/python -m tests.faults

bench: $(VENV)/.installed-test ## the measurements of benchmarks/
	@for measure in loading questions pages identity maps house; do echo "== $$measure"; $(BIN)/python -m benchmarks.$$measure || exit 1; done

LOCK := $(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 --fork-strategy fewest \
	--no-emit-index-url --no-header --generate-hashes -q $(ARGS)

lock: $(VENV)/.installed-test ## write the locks anew (ARGS=--upgrade for newer versions)
	$(PIP) install -q uv
	$(LOCK) -o requirements.lock
	$(LOCK) --extra test -c requirements.lock -o requirements-test.lock

clean: ## remove what can be made again
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
