# `make` alone says what there is. Every target first sets up what it needs, inside .venv;
# only Dovecot and python3-venv may come from apt. PYTHON=python3.12 selects the interpreter.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
LOCK := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --custom-compile-command "make lock"

export PYTHON
export PATH := $(PATH):/usr/sbin:/sbin
export PYTHONUTF8 := 1
# The suite starts the program a thousand times; it is compiled once.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup demo letters digest bench test zoo smtp clients generator hostile soak kills steps mutants lint format check coverage lock dovecot clean
.DEFAULT_GOAL := help

help:
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

setup: $(READY)  ## the environment in .venv, from the pinned requirements

demo: $(READY)  ## the whole story on a mail server of its own; KEEP=1 leaves it running
	@$(BIN)/python -m mailfollow demo $(if $(KEEP),--keep)

test: dovecot $(READY)  ## every test
	$(BIN)/python -m pytest -n 4 --dist worksteal

zoo: dovecot $(READY)  ## the contract with mail servers: Dovecot, Cyrus, Courier, pymap, four providers; needs root
	@tools/zoo.sh cyrus courier
	ZOO=all $(BIN)/python -m pytest tests/zoo -n 3 --dist loadgroup

clients: dovecot $(READY)  ## Roundcube (desk, phone), mutt, neomutt driven through a user's days; needs root
	@tools/zoo.sh clients
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/clients.txt
	CLIENTS=$(or $(CLIENTS),all) $(BIN)/python -m pytest tests/clients

smtp: $(READY)  ## a morning mail handed in to Postfix over lines that break; needs root; N=… rounds
	@tools/zoo.sh postfix
	$(BIN)/python tools/smtp.py --rounds $(or $(N),1)

lint: $(READY)  ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY)  ## let ruff write the code as it should be
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

check: lint test  ## what CI runs

letters: $(READY)  ## every letter on one page, to be read aloud
	$(BIN)/python tools/letters.py

digest: $(READY)  ## sample morning mails in three languages, into build/digest
	$(BIN)/python tools/digest.py

bench: dovecot $(READY)  ## figures as ratios, measured side by side in one run
	$(BIN)/python tools/bench.py

generator: dovecot $(READY)  ## 200 mailboxes with known truth: false and missed ticks, questions
	$(BIN)/python tools/generator.py

hostile: dovecot $(READY)  ## 10,000 mails that nobody should send, 300 sweeps on a bad line; N=… mails
	$(BIN)/python tools/hostile.py $(N)

kills: dovecot $(READY)  ## kill -9 at random, with bytes in flight; N=… kills (5000), SEED=…
	$(BIN)/python tools/kills.py $(or $(N),5000) --seed $(or $(SEED),1) --jobs 2

steps: dovecot $(READY)  ## killed at every step in every way, and again on the way back
	MAILFOLLOW_STEPS=all $(BIN)/python -m pytest -n 2 --dist worksteal tests/test_steps.py tests/test_steps_hearing.py

soak: dovecot $(READY)  ## thirty days in simulated time on a bad line; DAYS=…
	$(BIN)/python tools/soak.py --days $(or $(DAYS),30)

mutants: dovecot $(READY)  ## each rule of the core switched off in turn; tests/mutants.md says what saw it
	$(BIN)/python tools/mutants.py

coverage: dovecot $(READY)  ## branch coverage; core/ must reach 95 %
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report
	$(BIN)/coverage report --include='mailfollow/core/*' --fail-under=95

lock: $(READY)  ## newest versions into requirements/*.txt
	$(LOCK) pyproject.toml -o requirements/run.txt
	$(LOCK) pyproject.toml --extra demo --group dev -o requirements/dev.txt
	$(LOCK) --group clients -c requirements/dev.txt -o requirements/clients.txt
	$(LOCK) --group uv -o requirements/uv.txt

clean:  ## away with everything that can be made again
	rm -rf $(VENV) build dist htmlcov .coverage* .mypy_cache .ruff_cache .pytest_cache .hypothesis

dovecot:
	@command -v dovecot >/dev/null || tools/apt.sh dovecot-imapd \
		"The tests speak to a real IMAP server"

# With PYTHON given, the script itself sees whether the environment is still the right one.
$(READY): pyproject.toml requirements/dev.txt requirements/uv.txt tools/setup.sh $(if $(PYTHON),force)
	@tools/setup.sh

.PHONY: force
force:
