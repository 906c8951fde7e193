# make demo   installs what is missing, builds, runs the main job, says where the results are
# make test   installs what is missing, builds, passes every test
# make bench  compares with the peers; make fuzz, make interop, make format: see CONTRIBUTING.md

CONFIGURATION ?= release
SECCHI = .build/$(CONFIGURATION)/secchi
FUZZ_SECONDS ?= 600

.PHONY: build demo test bench fuzz interop format lint setup clean

build: setup
	swift build -c $(CONFIGURATION) --product secchi

demo: build
	Docs/demo.sh $(SECCHI)

test: setup
	swift build --build-tests
	swift test --skip-build

bench: setup
	.ci/setup stilts python3-venv nginx-light
	swift build -c release --product secchi-bench
	.build/release/secchi-bench $(BENCHMARKS)

fuzz: setup
	Tests/Fuzz/run.sh all $(FUZZ_SECONDS)

interop: setup
	.ci/peers
	swift build --build-tests
	SECCHI_INTEROP=1 swift test --skip-build --filter InteropTests

format:
	swift format --in-place --recursive Sources Tests Package.swift

lint:
	swift format lint --strict --recursive Sources Tests Package.swift

setup:
	@.ci/setup

clean:
	rm -rf .build demo bench
