# The only way in. Nothing needs installing first but make and Python 3.11 or newer.
ifndef PYTHON
PYTHON := $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
endif
ifeq ($(PYTHON),)
$(error Heartwood needs Python 3.11 or newer and found none. PYTHON=/where/it/is make run names one elsewhere)
endif
TOOL = @exec $(PYTHON) -m tools
.DEFAULT_GOAL := help
export KEY
.PHONY: help run test check clone bench data backup restore pictures lock clean

help:      ## say what there is
	@sed -n 's/^\([a-z]*\): *## /make \1\t/p' Makefile | expand -t 16
run:       ## the site on http://localhost:8000/ (PORT=8080 changes it); sets everything up the first time
	$(TOOL).serve
test:      ## every test, on SQLite and PostgreSQL, with a real browser (ARGS="-k profile" passes pytest options)
	$(TOOL).run_tests $(ARGS)
check:     ## format, lint, types, contracts, templates, migrations, pack and docs, in under a minute
	$(TOOL).check
clone:     ## the site in a fresh clone: set up, five pages asked for, stopped, started again
	$(TOOL).try_clone / /places/bradford/ /indicators/persistent-absence/ /api/v1/openapi.json /healthz
bench:     ## how fast, as ratios to a peer in the same run (ARGS=pages runs one of them)
	$(TOOL).bench $(ARGS)
data:      ## make a build from publishers' files (FROM=../shared/data), or say where they are published
	$(TOOL).load_data $(FROM)
backup:    ## everything the site remembers in one locked archive (TO=file names it)
	$(TOOL).keep backup $(TO)
restore:   ## fill an empty database from an archive (FROM=file, KEY=file with its key)
	$(TOOL).keep restore $(FROM)
pictures:  ## write the pictures in docs/images
	$(TOOL).take_pictures
lock:      ## choose newest versions within pyproject.toml and write requirements/*.txt
	$(TOOL).lock
clean:     ## remove what make made, but never data/
	rm -rf .venv .cache node_modules static test-results partnership/core/static/built
