# Everything a developer does with Vārti. `make` alone lists it.

# Build output and tools live outside the checkout, so that a checkout holds sources only.
export VARTI_CACHE ?= $(HOME)/.cache/varti
export VARTI_TOOLS ?= $(VARTI_CACHE)/tools
export CARGO_TARGET_DIR ?= $(VARTI_CACHE)/target
export VARTI_E2E_OUTPUT ?= $(VARTI_CACHE)/e2e
export PATH := $(VARTI_TOOLS)/bin:$(HOME)/.cargo/bin:$(PATH)

.DEFAULT_GOAL := help
.PHONY: help setup run dev build check test e2e look fuzz bench fmt openapi schema audit clean

help: ## list what make can do
	@sed -n 's/^\([a-z0-9]*\):.*## /\1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 10

setup: ## install whatever is missing to build and test (each target does this for itself)
	@scripts/setup.sh test

run: ## build and serve the demonstration at http://127.0.0.1:3000
	@scripts/setup.sh build
	@scripts/build.sh release
	@VARTI_MODE=$${VARTI_MODE:-demo} exec "$(CARGO_TARGET_DIR)/release/server" serve

dev: ## serve the demonstration and rebuild it at every change
	@scripts/setup.sh build
	@VARTI_MODE=$${VARTI_MODE:-demo} cargo leptos watch -- serve

build: ## make dist/, which runs anywhere: VARTI_MODE=demo dist/server serve
	@scripts/setup.sh build
	@scripts/build.sh release
	@scripts/build.sh dist

check: ## format, lints, licences, dependencies of the browser part, calendar, types
	@scripts/setup.sh check
	@scripts/test.sh checks

test: ## check, then every test; ends with one line: N passed, M failed
	@scripts/test.sh setup checks rust browser contract

e2e: ## the browser tests alone
	@scripts/setup.sh test
	@scripts/test.sh browser

look: ## draw the pictures of pages anew after a wanted change; then look at each
	@scripts/setup.sh look
	@scripts/test.sh look

fuzz: ## ten thousand made-up requests to the API, every answer checked against its description
	@scripts/setup.sh test
	@scripts/build.sh ci
	@"$(VARTI_TOOLS)/python/bin/python" scripts/fuzz.py "$(CARGO_TARGET_DIR)/ci/server" 150

bench: ## measure against the budgets and write docs/performance.md
	@scripts/setup.sh bench
	@scripts/build.sh release
	@python3 scripts/bench

fmt: ## format the sources
	@cargo fmt --all

openapi: ## write the description of the API anew after a wanted change
	@cargo run --quiet --profile ci -p server -- openapi > docs/openapi.json

schema: ## write the JSON Schema of form definitions anew after a wanted change
	@cargo run --quiet --profile ci -p server -- forms schema > docs/form-definition-1.schema.json

audit: ## look for known weaknesses in dependencies (needs the network)
	@scripts/setup.sh check
	@cargo deny check advisories

clean: ## remove what was built (not ./data)
	@cargo clean
	@rm -rf dist end2end/node_modules
