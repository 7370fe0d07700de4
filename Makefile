# Each target sets itself up from nothing: it needs Python 3.11+, make and a package index.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
REPORTS_DONE := .cache/reports.done
LESSONS_DONE := .cache/lessons.done
ARTICLES ?= data/casebook/articles

.DEFAULT_GOAL := help
# Hundreds of processes import the package: Python compiles it once, also where it is told to keep nothing compiled.
unexport PYTHONDONTWRITEBYTECODE
.DELETE_ON_ERROR:
.PHONY: help reports lessons test test-all behaviour check audit lab bench casebook lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Dispatches needs Python 3.11 or newer. Name one: make PYTHON=python3.12 ..."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing the locked packages into $(VENV) (a minute or two, once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# Everything that a report depends on; a second run finds nothing newer and does nothing.
SOURCES := $(shell find analysis notebooks data -type f -not -path '*/.*' -not -path '*/__pycache__/*' 2>/dev/null)

reports: $(REPORTS_DONE) ## parse and render every corpus under data/ into reports/
	@echo "reports/index.html is up to date."

$(REPORTS_DONE): $(READY) $(SOURCES)
	@$(BIN)/python -m analysis reports data --out reports
	@mkdir -p $(@D) && touch $@

lessons: $(LESSONS_DONE) ## write the lessons for students and teachers into reports/lessons/
	@echo "reports/lessons/ is up to date."

$(LESSONS_DONE): $(READY) $(SOURCES)
	@$(BIN)/python -m analysis lessons notebooks/lessons --out reports/lessons
	@mkdir -p $(@D) && touch $@

TESTS := $(BIN)/python -m pytest -n auto --dist worksteal
SLOW := $(shell grep -rl --include='test_*.py' 'mark\.slow' tests)

test: $(READY) ## run the tests, in some three minutes
	@$(TESTS) -m "not slow"

test-all: test ## run these and then the slow ones: whole notebooks, browsers, kills, clusters
	@$(TESTS) -m slow $(SLOW)

behaviour: $(READY) ## read thousands of small invented texts: what share comes out right, by capability
	@$(BIN)/python tests/behaviour/matrix.py

check: $(READY) ## lint and check the types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

# Apart from the project's own packages; the advisories are asked for over the network, there is no copy here.
audit: ## ask for known vulnerabilities of the locked packages (needs a network)
	@test -x .cache/audit/bin/pip-audit || { $(PYTHON) -m venv .cache/audit && \
	  .cache/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit; }
	@.cache/audit/bin/pip-audit --requirement requirements.lock --no-deps --disable-pip --strict --progress-spinner off

lab: $(READY) ## open JupyterLab on the notebooks
	@$(BIN)/jupyter lab notebooks

bench: $(READY) ## measure the speed of the steps
	@$(BIN)/python -m pytest benchmarks --benchmark-only
	@$(BIN)/python benchmarks/whole.py $(DISPATCHES_BENCH)

casebook: $(READY) ## make data/casebook again: make casebook ARTICLES=folder-of-the-five-articles
	@$(BIN)/python -m analysis parse $(ARTICLES) --out data/casebook --without-text --format csv --name casebook

lock: $(READY) ## write requirements.lock anew (needs uv)
	uv pip compile --universal --fork-strategy fewest --python-version 3.11 --extra dev --extra cluster --extra formats --no-header \
	  --no-annotate --upgrade pyproject.toml --output-file requirements.lock

clean: ## remove what make made, but not the reports
	rm -rf $(VENV) .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis
