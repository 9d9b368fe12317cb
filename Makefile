# make demo    the forms of fixtures/ as a workbook, tables and JSON in demo/
# make test    all that a change has to pass: style, types, arrows between the rooms, tests
# make check   the same without the tests
# make bench   how long reading takes, held against other readers
# make bench-scans  the same of scans, drawn anew: hours; what is right, sure and silently wrong, time and memory
# make clean   away with everything that was made here
# make lock    new constraints (needs uv)
#
# Needed: make, and Python 3.11 or newer with venv. Another Python: make demo PYTHON=python3.12

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet
BUILD := 'hatchling\neditables\n'

.PHONY: help demo test check bench bench-scans clean lock

help:
	@sed -n 's/^# make/make/p' Makefile

demo: $(VENV)/.run
	$(BIN)/extractor convert fixtures/*.pdf fixtures/scans/*.* --out demo/
	@echo
	@echo "工作簿 the workbook: $(CURDIR)/demo/workbook.xlsx"

test: check
	$(BIN)/python -m pytest

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.bench
	$(BIN)/python -m benchmarks.text_layer
	$(BIN)/python -m benchmarks.command_line
	$(BIN)/python -m benchmarks.audit

bench-scans: $(VENV)/.bench
	$(BIN)/python -m benchmarks.draw_scans build/scans 330
	$(BIN)/python -m benchmarks.scans build/scans
	$(BIN)/python -m benchmarks.scan_times
	$(BIN)/python -m benchmarks.scan_times --memory

clean:
	rm -rf $(VENV) demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find extractor tests -name __pycache__ -prune -exec rm -rf {} +

lock:
	printf $(BUILD) | $(LOCK) pyproject.toml - --output-file constraints.txt
	printf $(BUILD) | $(LOCK) --extra dev --constraints constraints.txt pyproject.toml - --output-file constraints-dev.txt
	printf $(BUILD) | $(LOCK) --extra benchmarks --constraints constraints.txt pyproject.toml - --output-file constraints-benchmarks.txt

# A stamp says what the environment holds, so that a second run installs nothing.
$(VENV)/.run: $(BIN)/python constraints.txt pyproject.toml
	@echo "installing what constraints.txt lists ..."
	@$(PIP) install --require-hashes --requirement constraints.txt
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run constraints-dev.txt
	@echo "installing what constraints-dev.txt lists ..."
	@$(PIP) install --require-hashes --requirement constraints-dev.txt
	@touch $@

$(VENV)/.bench: $(VENV)/.run constraints-benchmarks.txt
	@echo "installing what constraints-benchmarks.txt lists ..."
	@$(PIP) install --require-hashes --requirement constraints-benchmarks.txt
	@touch $@

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is not there. On Debian: apt install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; if there is another: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "This Python has no venv. On Debian: apt install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)
