# Every task of the project. `make` alone lists them.

PYTHON ?= python3
WORKERS ?= 3
ARGS ?=
MINUTES ?= 10

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install
LOCK := $(BIN)/uv pip compile --no-emit-package hubbub-client --quiet --universal --python-version 3.11 --generate-hashes --no-header
CODE := $(wildcard src sdk/python/src scripts tests bench)

# A stamp is newer than the lock it was installed from; both live in the virtual environment and go with it.
RUN := $(VENV)/installed-run
DEV := $(VENV)/installed-dev

# Only developing the web page takes Node; serving it does not. npm ends an installation by writing this file.
NODE := node_modules/.package-lock.json

# Images of containers like to set it; then each of the hundreds of processes of a run would compile the program anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help install serve test fuzz system lint format sdk vendor bench lock clean always

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

install: $(DEV)  ## install everything development needs into .venv

serve: $(RUN)  ## run the server; flags go in ARGS="--port 9000"
	@exec $(BIN)/hubbub serve $(ARGS)

test: $(DEV) system lint  ## check everything: format, lint, types, layers, tests
	$(BIN)/python -m pytest -p tests.support.no_skips -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

fuzz: $(DEV)  ## look for defects with new luck for MINUTES=10; what is found is tried first the next time
	FUZZ_MINUTES=$(MINUTES) $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile $(or $(ARGS),tests/fuzz)

system:  ## install the programs the tests talk to (on Debian, as root) or say which are missing
	@scripts/setup-system.sh

lint: $(DEV)  ## check format, lint, types and layers
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/mypy --num-workers auto $(CODE)
	$(BIN)/lint-imports --no-logo
	@scripts/lint-web.sh

format: $(DEV)  ## format the code and mend what can be mended mechanically
	$(BIN)/ruff check --fix-only $(CODE)
	$(BIN)/ruff format $(CODE)

sdk: $(DEV)  ## write the generated parts of the client libraries anew, from the operations table, and the page's copy
	$(BIN)/python scripts/generate-sdk.py
	scripts/vendor-web.py --client

vendor: $(NODE)  ## copy the modules that the web page is made with from node_modules, and the client library
	scripts/vendor-web.py

bench: $(DEV)  ## measure; flags go in ARGS
	@exec $(BIN)/python -m bench $(ARGS)

lock: $(DEV)  ## rewrite requirements/ from pyproject.toml; ARGS=--upgrade takes the newest versions
	$(LOCK) $(ARGS) --output-file requirements/dev.txt pyproject.toml --extra import --extra postgres --group dev
	$(LOCK) --constraints requirements/dev.txt --output-file requirements/run.txt pyproject.toml
	$(LOCK) --constraints requirements/dev.txt --output-file requirements/build.txt --group build

clean:  ## remove everything that make and the tools have made
	rm -rf $(VENV) node_modules build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Looked at every time, written only when missing or of another Python than the one asked for:
# then it is newer than the stamps, and everything is installed again.
$(VENV)/pyvenv.cfg: always
	@scripts/make-venv.sh $(PYTHON) $(VENV)

$(RUN): pyproject.toml sdk/python/pyproject.toml requirements/run.txt requirements/build.txt $(VENV)/pyvenv.cfg
	$(PIP) --require-hashes -r requirements/build.txt -r requirements/run.txt
	$(PIP) --no-deps --no-build-isolation --editable sdk/python --editable .
	@touch $@

$(DEV): pyproject.toml sdk/python/pyproject.toml requirements/dev.txt $(VENV)/pyvenv.cfg
	$(PIP) --require-hashes -r requirements/dev.txt
	$(PIP) --no-deps --no-build-isolation --editable sdk/python --editable .
	@touch $(RUN) $@

$(NODE): package.json package-lock.json
	npm ci --ignore-scripts --silent
	@touch $@
