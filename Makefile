# The few commands people use; each sets up what it needs. `make help` lists them.
SHELL := /bin/bash
BUILD := build/release
GROUNDWORK := $(BUILD)/groundwork
JOBS ?= 2
# A second clone finds what the first one compiled.
export CCACHE_BASEDIR := $(CURDIR)
export CCACHE_MAXSIZE ?= 5G

.PHONY: help setup web build demo serve test sanitize fuzz bench deb clean
help:          ## this list
	@grep -hE '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/: .*## /\t/' | expand -t 12

setup:         ## install what building and running need (Debian packages)
	@scripts/setup build run

web: setup     ## build the page
	@web/build.sh

$(BUILD)/build.ninja: | setup
	@cmake --preset release >/dev/null

# The page is built beside the rooms that do not hold it.
build: setup | $(BUILD)/build.ninja   ## the program, at build/release/groundwork
	@web/build.sh & page=$$!; ninja -C $(BUILD) -j$(JOBS) --quiet gw_cli && wait $$page && ninja -C $(BUILD) -j$(JOBS) --quiet groundwork

demo: build    ## the example company: documents in, cited answers, one refusal
	@scripts/demo

serve: build   ## the page and the HTTP API on the demo's workspace
	@scripts/demo --only-workspace
	@$(GROUNDWORK) --workspace build/demo serve

test: setup    ## all tests, in a network namespace without a route
	@scripts/setup test
	@cmake --preset release >/dev/null
	@$(MAKE) --no-print-directory build
	@ninja -C $(BUILD) -j$(JOBS) --quiet
	@tests/mcp/install || true
	@scripts/offline ctest --test-dir $(BUILD) -j$(JOBS) --output-on-failure --timeout 600

sanitize:      ## unit tests and cases under AddressSanitizer and UBSan
	@scripts/setup build run test
	@cmake --preset sanitize >/dev/null
	@ninja -C build/sanitize -j$(JOBS) --quiet
	@scripts/offline ctest --test-dir build/sanitize -j$(JOBS) --output-on-failure --timeout 900 -LE slow

fuzz:          ## every fuzz target on its corpus, GW_FUZZ_SECONDS each (20)
	@scripts/setup build run test
	@tests/fuzz/run

bench: build   ## speed and memory beside Lucene and SQLite FTS5
	@scripts/setup bench
	@bench/run

deb: build     ## a Debian package with a systemd unit, in build/
	@scripts/setup deb
	@scripts/deb

clean:         ## remove what was built
	@rm -rf build web/dist
