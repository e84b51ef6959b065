# make demo: the main job on the embedded sandbox.   make test: the proof.   make check: the style.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:

# Every Python there is, the newest first, as VERSION=COMMAND; pyenv's are not all on the path.
VERSIONS := 3.14 3.13 3.12 3.11 3.10
FOUND    := $(shell for v in $(VERSIONS); do \
              for p in python$$v $${PYENV_ROOT:-$$HOME/.pyenv}/versions/$$v.*/bin/python; do \
                $$p -c '' 2>/dev/null && echo $$v=$$p && break; done; done)
PYTHON   ?= $(or $(lastword $(subst =, ,$(firstword $(FOUND)))),python3)
PIP      := -m pip --disable-pip-version-check --quiet
BIN      := .venv/bin

.PHONY: demo test check format docs test-all bench picture pins clean

demo: .venv/ready-to-run
	$(BIN)/line-connector demo
	@echo; echo "A playbook: a card on LINE, or else an SMS (here the user is no friend)"
	$(BIN)/line-connector playbook run examples/playbooks/order_shipped.yaml --sandbox \
	  --set order=1024 --set to=U0000000000000000000000000000000f --set phone=66900000009

test: .venv/ready-to-develop
	$(BIN)/pytest -n 2

check: .venv/ready-to-develop
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pyright
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check

format: .venv/ready-to-develop
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: .venv/ready-to-develop
	$(BIN)/python docs/generate.py

# The tests on every Python that was found, and on the oldest versions of what we stand on.
test-all: $(foreach found,$(FOUND),test-on-$(firstword $(subst =, ,$(found)))) test-on-oldest
	@echo "passed on: $(foreach found,$(FOUND),$(firstword $(subst =, ,$(found))))"

test-on-%:
	$(patsubst $*=%,%,$(filter $*=%,$(FOUND))) -m venv .venvs/$*
	.venvs/$*/bin/python $(PIP) install --require-hashes -r requirements/develop.txt
	.venvs/$*/bin/python $(PIP) install --no-deps --no-build-isolation -e .
	.venvs/$*/bin/python -m pytest -n 2

test-on-oldest:
	$(patsubst 3.10=%,%,$(filter 3.10=%,$(FOUND))) -m venv .venvs/oldest
	.venvs/oldest/bin/python $(PIP) install --require-hashes -r requirements/develop.txt
	.venvs/oldest/bin/python $(PIP) install -r requirements/oldest.txt
	.venvs/oldest/bin/python $(PIP) install --no-deps --no-build-isolation -e .
	.venvs/oldest/bin/python -m pytest -n 2 tests/connector tests/actions tests/models tests/cli

bench: .venv/ready-to-develop
	$(BIN)/python benchmarks/run.py

# The newest versions within pyproject's ranges, with hashes and without any index's address.
pins: .venv/ready-to-develop
	$(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-annotate --custom-compile-command 'make pins' --python-version 3.10 \
	  pyproject.toml --extra sandbox --extra playbook requirements/run.in -o requirements/run.txt
	$(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-annotate --custom-compile-command 'make pins' --python-version 3.10 \
	  pyproject.toml --all-extras requirements/develop.in -o requirements/develop.txt

clean:
	rm -rf .venv .venvs benchmarks/.envs .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/python:
	$(PYTHON) -m venv .venv
	touch $@

.venv/ready-to-run: requirements/run.txt pyproject.toml | .venv/python
	$(BIN)/python $(PIP) install --require-hashes -r requirements/run.txt
	$(BIN)/python $(PIP) install --no-deps --no-build-isolation -e .
	touch $@

.venv/ready-to-develop: requirements/develop.txt pyproject.toml | .venv/python
	$(BIN)/python $(PIP) install --require-hashes -r requirements/develop.txt
	$(BIN)/python $(PIP) install --no-deps --no-build-isolation -e .
	touch $@ .venv/ready-to-run
