# The commands of this project. Needed: Python 3.11 or newer, make, and a way to the package registry.

PYTHON ?= python3
IN := .venv/bin
export PORT ?= 8000
# What is imported is compiled once, not by each of the many processes that demo and proofs start.
unexport PYTHONDONTWRITEBYTECODE
# Uncached lines, so that what a command says is seen when it is said.
export PYTHONUNBUFFERED = 1

.DEFAULT_GOAL := help
.PHONY: help demo walkthrough test lint format bench pictures lock setup

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: setup ## Run the whole service on this machine, with made-up people (PORT=8000)
	@$(IN)/python manage.py demo

walkthrough: setup ## Walk from advert to invitation once, against a running service
	@$(IN)/python -m tests.walkthrough

test: setup lint ## Everything that must hold: lint, migrations, tests and browser journeys
	$(IN)/pytest -n 4 --dist worksteal

lint: setup ## Check style, templates, the dependency rule and the migrations
	$(IN)/ruff check .
	$(IN)/ruff format --check .
	$(IN)/djlint --lint --quiet templates
	$(IN)/lint-imports
	$(IN)/python manage.py makemigrations --check --dry-run

format: setup ## Put the Python into its form
	$(IN)/ruff check --fix .
	$(IN)/ruff format .

bench: setup ## Measure the pages against a null view and a bare query
	@$(IN)/python -m benchmarks

pictures: setup ## Make the pictures of README and guides anew, by walking their journeys
	PICTURES=1 $(IN)/pytest -q tests/journeys/test_recruiter_posts_from_a_word_document.py \
		tests/journeys/test_recruiter_extends_and_closes_early.py \
		tests/journeys/test_panel_scores_and_announces.py \
		tests/journeys/test_the_demo_looked_at.py
	cp .local/pictures/guide/*.png docs/pictures/

lock: ## Choose the newest versions that pyproject.toml allows (UPGRADE= keeps those there are)
	$(PYTHON) -m venv --clear .local/lock
	.local/lock/bin/pip install --quiet --disable-pip-version-check uv
	.local/lock/bin/uv pip compile $(LOCK) --output-file requirements.txt pyproject.toml
	.local/lock/bin/uv pip compile $(LOCK) --constraints requirements.txt \
		--output-file requirements-dev.txt --extra dev pyproject.toml

UPGRADE ?= --upgrade
LOCK = --quiet --universal --python-version 3.11 --generate-hashes --no-header $(UPGRADE)

# The copy of the lock beside the packages says what was installed last.
setup:
	@$(IN)/python -c '' 2>/dev/null || { \
		$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12")' \
		&& $(PYTHON) -m venv --clear .venv; }
	@cmp -s requirements-dev.txt .venv/requirements-dev.txt || { \
		echo "Installing the packages of requirements-dev.txt into .venv." \
		&& $(IN)/pip install --quiet --no-compile --disable-pip-version-check --require-hashes -r requirements-dev.txt \
		&& cp requirements-dev.txt .venv/requirements-dev.txt; }
