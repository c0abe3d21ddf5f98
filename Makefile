# Everything is done by these commands; CONTRIBUTING.md explains them. Nothing here needs root, Node or a database server.

PYTHON ?= python3
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: setup dev demo test check bench backup restore upgrade lock

setup:
	@$(need_python)
	@$(PYTHON) tools/setup.py

dev:
	@$(need_python)
	@$(PYTHON) tools/setup.py --dev

# make demo [CORPUS=PATH]: the demo city on http://127.0.0.1:$$YIFA_PORT, with the documents of PATH when it is named
demo: setup
	@exec .venv/bin/yifa demo $(if $(CORPUS),--corpus "$(CORPUS)")

test: dev
	@exec .venv/bin/python tools/test.py

check: dev
	@exec .venv/bin/python tools/check.py

bench: dev
	@exec .venv/bin/yifa bench

# make backup TO=FILE.tar.gz · make restore FROM=FILE.tar.gz · make upgrade
backup: setup
	@exec .venv/bin/yifa backup $(if $(TO),"$(TO)")

restore: setup
	@exec .venv/bin/yifa restore $(if $(FORCE),--force) "$(FROM)"

upgrade: setup
	@exec .venv/bin/yifa upgrade

# Written anew after pyproject.toml changed; needs uv (pip install uv)
lock:
	@exec .venv/bin/python tools/lock.py

need_python = command -v $(PYTHON) >/dev/null || { \
	echo "Yifa needs Python 3.11 or newer: install the packages python3 and python3-venv." >&2; exit 1; }
