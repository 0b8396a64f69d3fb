# Everything is set up by the target that needs it: `make demo` and `make test` are all that a newcomer types.
SHELL := /bin/bash
UV_VERSION := 0.13.9
UV := .tools/uv/bin/uv
RUN := $(UV) run --frozen --no-sync
PYTHON ?= python3
LANGUAGE_OF_DEMO ?= en
HOME_OF_DEMO ?= var/demo
SERVE ?= 1

.PHONY: demo test lint bench fuzz docs format clean

.tools/uv/bin/uv:
	@bash scripts/system-packages.sh python3-venv
	@$(PYTHON) -m venv .tools/uv
	@.tools/uv/bin/pip install --quiet --disable-pip-version-check "uv==$(UV_VERSION)"

.venv/.set-up: $(UV) pyproject.toml uv.lock
	@$(UV) sync --frozen --python $(PYTHON) --extra batch
	@touch $@

.venv/.set-up-bench: .venv/.set-up
	@bash scripts/system-packages.sh pango
	@$(UV) sync --frozen --python $(PYTHON) --all-extras --group dev --group bench
	@touch $@

.venv/.set-up-fuzz: .venv/.set-up
	@$(UV) sync --frozen --python $(PYTHON) --all-extras --group dev --group fuzz
	@touch $@

demo: .venv/.set-up
	@YOSHER_HOME=$(HOME_OF_DEMO) $(RUN) yosher demo --language $(LANGUAGE_OF_DEMO) $(if $(filter 0,$(SERVE)),--no-serve,)

test: .venv/.set-up
	@bash scripts/system-packages.sh poppler chromium
	@$(RUN) pytest -n 2 --dist worksteal

lint: .venv/.set-up
	@$(RUN) ruff format --check src tests bench
	@$(RUN) ruff check src tests bench
	@$(RUN) lint-imports
	@$(RUN) mypy

format: .venv/.set-up
	@$(RUN) ruff format src tests bench
	@$(RUN) ruff check --fix src tests bench

bench: .venv/.set-up-bench
	@mkdir -p bench/results
	@for b in bench/bench_*.py; do n=$$(basename $$b .py); echo "$$n" >&2; $(RUN) python $$b > bench/results/$$n.json || exit 1; cat bench/results/$$n.json; done

fuzz: .venv/.set-up-fuzz
	@$(RUN) python tests/fuzz/run.py --seconds $${SECONDS_EACH:-60}
	@EXAMPLES=$${EXAMPLES:-300} $(RUN) pytest -q -n 2 --dist worksteal tests/api/test_schema.py

docs: .venv/.set-up
	@$(RUN) python scripts/write_docs.py

clean:
	rm -rf .venv .tools var dist build
