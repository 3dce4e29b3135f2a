# serve: set everything up and serve the publication at http://127.0.0.1:8000/ (elsewhere: make serve HOST=0.0.0.0 PORT=8080)
# test:  set everything up and run the tests        check: report every problem of the data
# bench: measure speed, side by side                screenshots: pictures of the pages, wide and narrow
# suite: fetch the W3C's SPARQL suites, which the tests run where they are there
# coverage: write docs/coverage.md, how much of what the book holds is in the data
PYTHON ?= python3
BIN := .venv/bin
# What was given to make itself, and no variable of a shell that happens to have that name
given = $(if $(filter command,$(firstword $(origin $(1)))),--$(subst PORT,port,$(subst HOST,host,$(1))) '$($(1))')
EDITOR := src/rip_ld/web/static/built
SUITE := build/rdflib-7.6.0.tar.gz
.PHONY: serve test check coverage bench screenshots suite editor

serve: .venv/serve editor
	@$(BIN)/rip-ld serve $(call given,HOST) $(call given,PORT)

test: .venv/test editor $(SUITE)
	@$(BIN)/python -m pytest

suite: $(SUITE)

$(SUITE): | .venv/python
	@echo "Fetching the W3C's SPARQL suites, which rdflib's source distribution carries (once)"
	@$(BIN)/python -m pip download -q --disable-pip-version-check --retries 1 --no-deps --no-binary :all: -d build rdflib==7.6.0 \
	  || echo "They are not to be had: their tests will be skipped"

check: .venv/serve
	@$(BIN)/rip-ld check

coverage: .venv/serve
	@$(BIN)/rip-ld coverage > docs/coverage.md.new && mv docs/coverage.md.new docs/coverage.md || { rm -f docs/coverage.md.new; exit 1; }

bench: .venv/test
	@$(BIN)/python bench/run.py

screenshots: .venv/test editor
	@$(BIN)/python -m pytest -q tests/test_browser.py --screenshots build/screenshots

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "rip-ld needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12"; exit 1; }
	@echo "Making a virtual environment in .venv"
	@$(PYTHON) -m venv .venv >/dev/null 2>&1 || { rm -rf .venv; $(PYTHON) -m virtualenv -q .venv 2>/dev/null; } \
	  || { echo "Installing python3-venv"; apt-get install -y -q python3-venv >/dev/null 2>&1 && $(PYTHON) -m venv .venv; } \
	  || { rm -rf .venv; echo "Python's venv module is missing: install the package python3-venv, then try again."; exit 1; }
	@touch $@

.venv/serve: .venv/python pyproject.toml
	@echo "Installing rip-ld (once; later starts need no network)"
	@$(BIN)/python -m pip install -q --disable-pip-version-check -e .
	@touch $@

.venv/test: .venv/serve
	@echo "Installing what the tests need"
	@$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[test]'
	@touch $@

# The editor of the query page, where Node and npm are and can fetch its packages; without it the page has a plain field.
editor: $(EDITOR)/licences.txt

$(EDITOR)/licences.txt: package.json package-lock.json $(wildcard src/rip_ld/web/editor/*)
	@if ! command -v node >/dev/null || ! command -v npm >/dev/null; then echo "The query editor is left out: Node and npm are not installed"; \
	else echo "Building the query editor (once; later starts need no network)"; \
	  { npm ci --ignore-scripts --no-audit --no-fund --fetch-retries=1 --fetch-timeout=20000 && npm run --silent build; } >/dev/null 2>&1 \
	  || echo "The query editor is left out: npm could not fetch or build it"; fi
