# The two commands are `make run` and `make test`; `make help` lists the others.
SHELL := /bin/bash
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PORT ?= 8000
MINUTES ?= 20
URL ?= http://127.0.0.1:$(PORT)
SEEDS ?= 10000
export PORT
export REFLEX_TELEMETRY_ENABLED := false

.DEFAULT_GOAL := help
.PHONY: help run demo test check simulate pictures bench memory profile lock projector faults clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: .venv/ready ## set up everything and serve
	@exec $(BIN)/facilitation serve

demo: .venv/ready ## fill a session with an example, beside `make run`
	@exec $(BIN)/facilitation demo --url $(URL) --case $(or $(CASE),pleeggezin) --speed $(or $(SPEED),1)

test: check ## set up everything and pass all tests
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

check: .venv/tested ## lint and types, in Python and JavaScript
	@$(BIN)/ruff check . && $(BIN)/ruff format --check -q . && $(BIN)/mypy && $(BIN)/node tests/web/node_modules/typescript/bin/tsc -p tests/web

simulate: .venv/tested ## play SEEDS=10000 runs in which everything goes wrong
	@$(BIN)/python -m tests.simulation --seeds $(SEEDS)

pictures: .venv/tested ## make the screenshots in docs/pictures
	@$(BIN)/python -m tests.browser.pictures

faults: .venv/tested ## kill, cut and fill what can be, and count what was lost
	@$(BIN)/python -m tests.faults

projector: .venv/tested ## measure the projector's frames while notes come in
	@$(BIN)/python -m tests.load.projector_frames

bench: .venv/tested ## measure the load beside the references: half an hour, or minutes with QUICK=1
	@$(BIN)/python -m tests.load.bench $(if $(QUICK),--quick)

memory: .venv/tested ## measure the memory of phones that come and go, for MINUTES=20
	@$(BIN)/python -m tests.load.memory --minutes $(MINUTES)

profile: .venv/tested ## show where the server's time goes under load
	@$(BIN)/python -m tests.load.profile

lock: .venv/tested ## renew the pins after a change in pyproject.toml
	@$(BIN)/python -m uv pip compile -q --universal --generate-hashes --no-header pyproject.toml -o requirements.lock
	@$(BIN)/python -m uv pip compile -q --universal --generate-hashes --no-header --extra dev -c requirements.lock pyproject.toml -o tests/requirements.lock

clean: ## remove what was installed and built; sessions stay
	@rm -rf .venv .web assets/external tests/web/node_modules

# --- what the commands stand on --------------------------------------------------------------------------------

.venv/ready: requirements.lock pyproject.toml
	@.ci/install.sh run "$(PYTHON)"
	@touch $@

.venv/tested: .venv/ready tests/requirements.lock tests/web/package-lock.json
	@.ci/install.sh test
	@touch $@
