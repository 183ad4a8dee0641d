# Every command a developer or an operator types. `make` alone lists them.
# Nothing is needed besides Python 3.11 or later, make and a network.

PORT ?= 8000
PY := .venv/bin/python
KHE := .venv/bin/khe
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard khe/locale/*/LC_MESSAGES/*.po))

export PIP_DISABLE_PIP_VERSION_CHECK := 1
.DELETE_ON_ERROR:
.PHONY: help setup demo test check bench shots format clean

help: ## list the commands
	@echo "Khế - nền tảng điều hành phường, xã (operations platform of a ward)"
	@echo
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

setup: .venv/.product var/.vendor $(CATALOGUES) ## install what the product needs
demo: setup ## fill the demo ward and serve it; PORT=8000
	@exec $(KHE) demo --serve --port $(PORT)

test: setup .venv/.developer var/.browser ## run all tests, in parallel, on an embedded PostgreSQL
	@$(PY) -m pytest -n auto --maxprocesses 8 --dist loadfile $(ARGS)

check: setup .venv/.developer ## lint, formatting, import contracts, types, migrations, translations
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	.venv/bin/lint-imports --no-cache
	$(PY) -m mypy khe scripts
	$(PY) scripts/missing_migrations.py
	$(PY) scripts/translations.py check

bench: setup .venv/.developer ## measure speed against the baselines, as ratios
	@$(KHE) bench $(ARGS)

shots: setup .venv/.developer var/.browser ## photograph every page at 1280 and 390 px into var/shots/
	@$(PY) scripts/shots.py $(ARGS)

format: .venv/.developer ## put the code into the house format
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

clean: ## remove what make has installed; the data in var/ stay, apart from var/vendor and var/shots
	rm -rf .venv node_modules var/vendor var/shots var/.vendor var/.browser .mypy_cache .ruff_cache *.egg-info
	rm -f $(CATALOGUES)

# ---- each step once, until what it depends on changes

.venv/bin/python:
	@sh scripts/make_venv.sh

.venv/.product: .venv/bin/python requirements/base.lock pyproject.toml
	@echo "Đang cài thư viện Python (installing Python packages)…"
	@$(PY) -m pip install -qq --require-hashes -r requirements/base.lock
	@$(PY) -m pip install -qq --no-deps --no-build-isolation -e .
	@touch $@

.venv/.developer: .venv/.product requirements/dev.lock
	@echo "Đang cài công cụ kiểm thử (installing the tools of tests and checks)…"
	@$(PY) -m pip install -qq --require-hashes -r requirements/dev.lock
	@touch $@

node_modules/.installed: package.json package-lock.json .venv/.product
	@sh scripts/npm_ci.sh
	@touch $@

var/.vendor: node_modules/.installed scripts/vendor_static.py
	@$(PY) scripts/vendor_static.py
	@touch $@

var/.browser: scripts/install_browser.sh
	@mkdir -p var
	@sh scripts/install_browser.sh
	@touch $@

%.mo: %.po .venv/.product
	@$(PY) scripts/translations.py compile
	@touch $(CATALOGUES)
