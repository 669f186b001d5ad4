# Everything a fresh machine needs is Python 3.11 or later with venv, and a connection to install
# from. Each target makes what it lacks; running one twice does nothing twice.

# The first Python on the PATH that is new enough and can make a virtual environment.
PYTHON ?= $(shell for candidate in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	if $$candidate -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' \
	>/dev/null 2>&1; then echo $$candidate; break; fi; done)

VENV := .venv
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip --disable-pip-version-check --quiet

# More for pytest, as in: make test PYTEST_ARGUMENTS="-k merge"
PYTEST_ARGUMENTS ?= -n 2

DEMO := demo

# Where the programs are driven from that forms are passed through.
PROGRAMS := tests/programs

.PHONY: help demo test test-lowest programs lint format types docs docs-check programs-page pictures bench package check lock clean

help:
	@echo "make demo         the whole loop on the bundled example, into $(DEMO)/"
	@echo "make test         all tests; those that need LibreOffice are skipped without it,"
	@echo "                  and fail without it when KEXCEL_REQUIRE_OFFICE=1"
	@echo "make test-lowest  the tests with the oldest dependencies that are allowed"
	@echo "make programs     the libraries of Node and Python that tests pass forms through; the tests"
	@echo "                  that need them or Gnumeric are skipped without, as with LibreOffice"
	@echo "make check        lint, types, docs-check and test"
	@echo "make format       put the code in the project's form"
	@echo "make docs         make the generated pages again"
	@echo "make programs-page  docs/programs.md, measured with every program"
	@echo "make pictures     docs/pictures/, drawn by LibreOffice"
	@echo "make bench        what kexcel costs beside others, into docs/performance.md; it takes minutes"
	@echo "make package      the wheel and the sdist, into dist/"
	@echo "make lock         pin the newest dependencies"

$(RUN):
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later with venv is needed, and was not found on the PATH." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml requirements.lock | $(RUN)
	$(PIP) install --requirement requirements.lock
	$(PIP) install --no-deps --editable .
	@touch $@

$(VENV)/.installed-for-development: requirements-dev.lock $(VENV)/.installed
	$(PIP) install --requirement requirements-dev.lock
	@touch $@

demo: $(VENV)/.installed
	$(VENV)/bin/kexcel demo $(DEMO)/
	@echo
	@echo "Öppna med Excel eller LibreOffice:"
	@echo "  $(DEMO)/utskick/T1/     de sex formulären som de skickades ut"
	@echo "  $(DEMO)/retur/T1/       det som går tillbaka: felen utmärkta, eller en kvittens"
	@echo "  $(DEMO)/resultat/T1/    uppföljningen och budgeten, sammanställda"

test: $(VENV)/.installed-for-development
	$(RUN) -m pytest $(PYTEST_ARGUMENTS)

test-lowest: | $(RUN)
	$(PIP) install uv
	$(RUN) -m uv venv --quiet --clear --python $(RUN) $(VENV)-lowest
	$(RUN) -m uv pip install --quiet --python $(VENV)-lowest/bin/python \
		--resolution lowest-direct --editable ".[dev]"
	$(VENV)-lowest/bin/python -m pytest $(PYTEST_ARGUMENTS)

programs: $(VENV)-programs/.installed $(PROGRAMS)/node/node_modules/.package-lock.json

$(VENV)-programs/.installed: $(PROGRAMS)/python/requirements.txt | $(RUN)
	$(RUN) -m venv $(VENV)-programs
	$(VENV)-programs/bin/python -m pip --disable-pip-version-check --quiet install --requirement $<
	@touch $@

$(PROGRAMS)/node/node_modules/.package-lock.json: $(PROGRAMS)/node/package-lock.json
	npm ci --prefix $(PROGRAMS)/node --no-audit --no-fund --loglevel=error
	@touch $@

lint: $(VENV)/.installed-for-development
	$(RUN) -m ruff check
	$(RUN) -m ruff format --check
	$(VENV)/bin/lint-imports

format: $(VENV)/.installed-for-development
	$(RUN) -m ruff check --fix
	$(RUN) -m ruff format

types: $(VENV)/.installed-for-development
	$(RUN) -m mypy

docs: $(VENV)/.installed-for-development
	$(RUN) scripts/check_docs.py --update

programs-page: $(VENV)/.installed-for-development programs
	$(RUN) scripts/make_programs_page.py

docs-check: $(VENV)/.installed-for-development
	$(RUN) scripts/check_docs.py

pictures: $(VENV)/.installed-for-development
	$(RUN) scripts/make_pictures.py

# More for the benchmark, as in: make bench BENCH_ARGUMENTS="nation --departments 400 --page"
BENCH_ARGUMENTS ?= kommun stad --rows 200000 --page

bench: $(VENV)/.installed-for-development
	$(RUN) -m benchmarks $(BENCH_ARGUMENTS)

package: $(VENV)/.installed-for-development
	$(PIP) install build
	$(RUN) -m build --outdir dist

check: lint types docs-check test

# --universal pins for every system and Python at once; --no-header keeps the machine's own
# settings out of the files.
LOCK := $(RUN) -m uv pip compile --universal --python-version 3.11 --no-header --no-annotate \
	--upgrade --quiet pyproject.toml
lock: | $(RUN)
	$(PIP) install uv
	$(LOCK) --output-file requirements.lock
	$(LOCK) --extra dev --constraint requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) $(VENV)-lowest $(VENV)-programs $(PROGRAMS)/node/node_modules build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
