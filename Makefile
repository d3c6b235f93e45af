# Everything that a visitor or a maintainer runs. `make help` lists it.
PY := .venv/bin/python
SHELL := /bin/sh
export QT_QPA_PLATFORM ?=

.PHONY: help demo test quick lint types rooms knowledge forms bench goldens figures soak tour clean prepare prepare-dev

help: ## what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

prepare:
	@installer/prepare.sh runtime

prepare-dev:
	@installer/prepare.sh dev

demo: prepare ## the workstation on a throw-away pharmacy; without a display, the tour
	@installer/demo.sh

tour: prepare ## the tour offscreen: pictures, labels and transcript in ./tour
	@QT_QPA_PLATFORM=offscreen PYTHONPATH=src $(PY) -m dispensary demo --tour tour

test: prepare-dev lint types rooms ## everything that CI runs
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q -n 2 --dist loadfile

quick: prepare-dev ## the tests that take no time
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q -n 2 --dist loadfile -m 'not slow and not bench and not soak'

lint: prepare-dev ## style
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

types: prepare-dev ## mypy --strict
	@$(PY) -m mypy

rooms: prepare-dev ## who may know whom
	@.venv/bin/lint-imports

knowledge: prepare-dev ## count the rows of the clinical tables, after a change to them
	@PYTHONPATH=src $(PY) installer/count_knowledge.py

forms: prepare-dev ## compile ui/ into the committed forms
	@$(PY) installer/compile_forms.py

bench: prepare-dev ## how long things take
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q -s tests/bench -m bench

goldens: prepare-dev ## the known pictures of the labels, renewed on purpose; look at them before they are committed
	@PYTHONPATH=src:. $(PY) -m tests.zpl.goldens

figures: prepare-dev ## docs/clinical-check-figures.md measured anew; needs the reference data beside the checkout
	@PYTHONPATH=src:. $(PY) -m tests.bench.figures

soak: prepare-dev ## the long fault and kill runs
	@QT_QPA_PLATFORM=offscreen SOAK=1 $(PY) -m pytest -q -m 'soak or slow'

clean: ## remove what was built
	@rm -rf .venv tour dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
