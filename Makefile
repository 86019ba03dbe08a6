# Two commands for a new machine: `make demo`, `make test`. Everything else serves them.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

.PHONY: demo test check lint types contracts lock clean

$(BIN)/zishen: requirements/run.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(BIN)/pytest: $(BIN)/zishen requirements/dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements/dev.txt
	touch $@

demo: $(BIN)/zishen
	$(BIN)/zishen run samples/shanghai/packages --store out/demo --office samples/shanghai/office.toml

test: $(BIN)/pytest
	$(BIN)/python -m pytest

lint: $(BIN)/pytest
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(BIN)/pytest
	$(BIN)/mypy

contracts: $(BIN)/pytest
	$(BIN)/lint-imports

check: lint types contracts test

# Pinned and hashed, without addresses of any index.
lock: $(BIN)/pytest
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate --quiet --no-emit-find-links --custom-compile-command "make lock" --output-file requirements/run.txt
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-annotate --quiet --no-emit-find-links --custom-compile-command "make lock" --constraint requirements/run.txt --output-file requirements/dev.txt

clean:
	rm -rf $(VENV) out build
