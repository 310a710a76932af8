# make        installs the system packages, builds, runs notebooks/batchnorm.md, prints the report's path
# make test   builds and runs every test
# One configuration serves running and testing: release, testable. It halves the build.

SWIFT   ?= swift
FLAGS   := -c release -Xswiftc -enable-testing
BIN     := .build/release
# What the libraries are: Markdown, JavaScript for KaTeX, oneDNN, zlib, the real data set.
PACKAGES := libcmark-dev duktape-dev libjs-katex fonts-katex libdnnl-dev zlib1g-dev dataset-fashion-mnist

# One process each: the tests of the kernel and of the tool start processes of their own and wait
# for them, and would keep the threads that other tests need.
TEST_PROCESSES := "Allocation|Architecture|Datasets|KernelMessages|MarkupTree|Networks|Display|Document|Plotting|Prelude|Rendering|Tensors" \
  "KernelRuntimeTests|CellCompilationTests|KernelSupervisionTests" "NotebookToolTests"

.PHONY: all build test lint packages swift benchmark clean

all: build
	@$(BIN)/notebook run notebooks/batchnorm.md -o output
	@echo "report: $(CURDIR)/output/batchnorm.html"

build: packages swift
	@$(SWIFT) build $(FLAGS)

test: packages swift lint
	@$(SWIFT) build $(FLAGS) --build-tests
	@for suites in $(TEST_PROCESSES); do \
	  $(SWIFT) test $(FLAGS) --skip-build --filter "$$suites" || exit 1; \
	done

lint: swift
	@$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests Benchmarks

# Nothing is asked of the package manager when everything is there.
packages:
	@missing=""; for package in $(PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	done; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	echo "installing:$$missing"; \
	if [ "$$(id -u)" = 0 ]; then become=""; elif command -v sudo >/dev/null; then become="sudo"; else \
	  echo "error: these packages are missing and only root can install them:$$missing"; \
	  echo "  as root: apt-get update && apt-get install -y$$missing"; exit 1; fi; \
	$$become apt-get update -qq || echo "warning: the package lists could not be refreshed"; \
	for package in $$missing; do \
	  $$become env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$package >/dev/null \
	    || { echo "error: the package $$package could not be installed"; \
	         echo "  try: apt-get install $$package"; exit 1; }; \
	done

swift:
	@command -v $(SWIFT) >/dev/null || { \
	  echo "error: '$(SWIFT)' is not in PATH; notebook needs Swift 6.3: https://www.swift.org/install"; exit 1; }

benchmark: build
	@Benchmarks/run

clean:
	@rm -rf .build
