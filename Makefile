# Two commands are all a newcomer needs: `make serve` and `make test`.
PY ?= python3
V := .venv
UV := $(V)/bin/uv
RUN := PYTHONPATH=src $(V)/bin

# the product and its tests are compiled once, not by each process of each run: 8 s for each process of a test run
unexport PYTHONDONTWRITEBYTECODE

.PHONY: serve test search damage mutants look check bench demo clean

serve: $(V)/.run
	$(V)/bin/realign serve

demo: $(V)/.run
	$(V)/bin/realign demo --rebuild

# COVERAGE=FILE counts what the tests run and writes it there
test: $(V)/.dev
	$(V)/bin/$(if $(COVERAGE),python -m slipcover --dont-wrap-pytest --out $(COVERAGE) -m pytest,pytest) -n auto $(PYTEST_ARGS)

# property tests with twenty times as many examples, drawn anew: `make search SEED=…` draws the same ones again
search: SEED := $(or $(SEED),$(shell od -An -N4 -tu4 /dev/urandom | tr -d ' '))
search: $(V)/.dev
	@echo "Seed $(SEED)"
	$(V)/bin/pytest -n auto -m hypothesis --hypothesis-profile=search --hypothesis-seed=$(SEED) $(PYTEST_ARGS) \
	  || { echo "To see this again: make search SEED=$(SEED)"; exit 1; }

# files of all makers, then three minutes of random damage for each kind of file: `make damage SEED=… SECONDS=… PYTEST_ARGS="-k parquet"`
damage: SEED := $(or $(SEED),$(shell od -An -N4 -tu4 /dev/urandom | tr -d ' '))
damage: $(V)/.dev
	@echo "Seed $(SEED)"
	REALIGN_ALL_MAKERS=1 $(V)/bin/pytest -q -p no:cacheprovider tests/apps/foundations/files/test_strangers.py
	REALIGN_DAMAGE_SEED=$(SEED) REALIGN_DAMAGE_SECONDS=$(or $(SECONDS),180) \
	  $(V)/bin/pytest -s -p no:cacheprovider tests/apps/foundations/files/test_damage.py $(PYTEST_ARGS) \
	  || { echo "To see this again: make damage SEED=$(SEED)"; exit 1; }

# what the tests would not notice: a sample, or `make mutants MUTANTS=--all`
mutants: $(V)/.dev
	$(V)/bin/python -m tests.support.mutants $(MUTANTS)

# every page of the demonstration that `make serve` serves, judged by axe and at 360 pixels: `make look LOOK="--screenshots FOLDER"`
look: $(V)/.dev
	PYTHONPATH=.:src $(V)/bin/python -m tests.support.look $(LOOK)

check: $(V)/.dev
	$(V)/bin/ruff check src tests benchmarks
	$(V)/bin/ruff format --check src tests benchmarks
	$(V)/bin/mypy
	$(V)/bin/lint-imports --no-cache
	$(V)/bin/python manage.py check
	$(V)/bin/python manage.py makemigrations --check --dry-run

bench: $(V)/.dev
	$(V)/bin/python -m benchmarks

$(V)/bin/uv:
	test -x $(V)/bin/python || $(PY) -m venv $(V)
	$(V)/bin/pip install -q --disable-pip-version-check uv==0.13.9

$(V)/.run: requirements.lock pyproject.toml | $(V)/bin/uv
	VIRTUAL_ENV=$(V) $(UV) pip install -q --compile-bytecode --require-hashes -r requirements.lock
	VIRTUAL_ENV=$(V) $(UV) pip install -q --no-deps --no-build-isolation -e .
	touch $@

$(V)/.dev: requirements-dev.lock pyproject.toml | $(V)/bin/uv
	VIRTUAL_ENV=$(V) $(UV) pip install -q --compile-bytecode --require-hashes -r requirements-dev.lock
	VIRTUAL_ENV=$(V) $(UV) pip install -q --no-deps --no-build-isolation -e .
	touch $@

clean:
	rm -rf $(V) var .pytest_cache .mypy_cache .ruff_cache
