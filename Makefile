# make run and make test are all that a fresh machine needs; make help lists the rest.

SHELL := /bin/sh
BIN := .venv/bin
SAMPLE := $(firstword $(wildcard resources/samples/*.png resources/samples/*.jpg))
MINUTES ?= 60
FUZZ ?= 20
DATA ?= data/eval

# The tests' networks are tiny: more threads would only wait for each other.
PYTEST := OMP_NUM_THREADS=1 $(BIN)/python -m pytest

# The first Python that is new enough.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	then echo $$p; break; fi; done)
SET_UP = @test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: https://www.python.org/downloads"; exit 1; }; \
	$(PYTHON) set_up.py

.PHONY: help run test lint format translations evaluate build prove docs soak clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile

run: ## set up and open the window on a noisy photo; without a screen, restore it
	$(SET_UP)
	@if [ "$$(uname)" = Darwin ] || [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		$(BIN)/mirstudio $(SAMPLE); \
	else \
		echo "There is no screen here; restoring the sample photo on the command line ..."; \
		$(BIN)/mirstudio restore $(SAMPLE) -o restored/ --task denoise --on-conflict overwrite \
			&& echo "Before: $(CURDIR)/$(SAMPLE)" \
			&& echo "After:  $(CURDIR)/restored/$(basename $(notdir $(SAMPLE)))-denoise$(suffix $(SAMPLE))"; \
	fi

test: ## set up and run the tests
	$(SET_UP) test
	@$(PYTEST)

lint: ## check style, format and types
	$(SET_UP) dev
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/pyright --pythonpath $(BIN)/python

format: ## format the sources
	$(SET_UP) dev
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format .

translations: ## collect what the window says for translators, compile what they wrote
	$(SET_UP) dev
	@$(BIN)/python tools/translations.py

evaluate: ## measure every shipped model again (DATA=folder of the evaluation sets)
	$(SET_UP) test
	@$(BIN)/python tools/evaluate_shipped.py "$(DATA)"

build: ## make the program that runs without Python, and its packages, in dist/
	$(SET_UP) dev
	@$(BIN)/python tools/build_app.py

prove: ## install the .deb into a clean Debian, use it there, remove it (root; see the script)
	@tools/prove_deb.sh $(firstword $(wildcard dist/*.deb))

docs: ## build the documentation as a site, in site/
	$(SET_UP) dev
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict

soak: ## fuzz the readers (FUZZ=20 minutes), run the long tests, then all tests for an hour (MINUTES=60)
	$(SET_UP) test
	@$(BIN)/python tools/fuzz_readers.py --seconds $$(( 60 * $(FUZZ) ))
	@$(PYTEST) -x -m soak -o session_timeout=14400
	@end=$$(( $$(date +%s) + 60 * $(MINUTES) )); round=0; \
	while [ $$(date +%s) -lt $$end ]; do \
		$(PYTEST) -x || exit 1; round=$$((round + 1)); \
	done; echo "$$round rounds without a failure."

clean: ## remove what the targets made
	rm -rf .venv restored build dist site
