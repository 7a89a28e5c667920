# make run    start the bot; its chat page is on http://127.0.0.1:8080
# make test   check everything, as CI does
# make env    only the environment, .venv (ENV=full adds PostgreSQL and WeChat)
# make check  format, lint, types and the import rule
# make format let ruff rewrite what it can
# make fuzz   throw wild text at the reader for some minutes
# make bench  measure against the named peers
# make lock   recompile requirements/ after a change to pyproject.toml (needs uv)
#
# PY=/path/to/python chooses the Python, 3.11 or later; without it one is sought on the PATH.
SHELL := bash
export PY
ENV ?= run
BIN := .venv/bin
PYTEST_FLAGS ?= -n 2

.DEFAULT_GOAL := help
.PHONY: help env env-test run test parts check format fuzz bench lock

help:
	@sed -n 's/^# \?//p' Makefile | sed '/^$$/q'

env:
	@tools/env.sh $(ENV)

env-test:
	@tools/env.sh test

run: env
	@$(BIN)/jielong run

parts: env-test
	@tools/ensure_test_parts.sh

check: env-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/basedpyright --level error
	$(BIN)/lint-imports

test: parts check
	$(BIN)/pytest $(PYTEST_FLAGS)

format: env-test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

fuzz: env-test
	$(BIN)/pytest -n 0 --hypothesis-profile=fuzz tests/solitaire/test_reader_laws.py -k raises

bench: env-test
	$(BIN)/python -m bench

lock:
	@tools/lock.sh
