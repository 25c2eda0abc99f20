# make demo: build from the bundled sample and check an example draft (core only, no torch)
# make test: install all extras and run everything that CI runs
PYTHON ?= python3
VENV   ?= .venv
BIN     = $(VENV)/bin
PIP     = $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: demo sample-report install test lint bench serve clean

demo: $(VENV)/.core
	@$(BIN)/biaotu demo

install: $(VENV)/.all

test: $(VENV)/.all lint
	@$(BIN)/python -m pytest -n auto --dist loadfile

lint: $(VENV)/.all
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(VENV)/.all
	@$(BIN)/python -m benchmarks --small

sample-report: demo
	@$(BIN)/biaotu check samples/drafts/001-medical-mask.docx --docx samples/reports/001-medical-mask.docx > /dev/null

serve: $(VENV)/.core
	@$(BIN)/biaotu serve

$(BIN)/python:
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.core: pyproject.toml constraints.txt | $(BIN)/python
	@echo "installing biaotu (core) …"
	@$(PIP) install -c constraints.txt -e .
	@touch $@

$(VENV)/.all: pyproject.toml constraints.txt | $(BIN)/python
	@echo "installing biaotu with all extras …"
	@$(PIP) install -c constraints.txt -e '.[all]'
	@touch $@ $(VENV)/.core

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
