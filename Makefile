# make            installs the system packages, builds, runs notebooks/batchnorm.md, prints the report's path
# make test       builds, runs every test, and runs every note of notebooks/ and docs/ with its claims
# make install    copies tool, kernel and the modules of cells to PREFIX (/usr/local), where they run
#                 without this folder; make uninstall removes them
# make documentation  writes pages of all public names to .build/documentation
# One configuration serves running and testing: release, testable. It halves the build.

SHELL   := /bin/bash
SWIFT   ?= swift
FLAGS   := -c release -Xswiftc -enable-testing
BIN     := .build/release
# What the libraries are: Markdown, JavaScript for KaTeX, oneDNN, zlib, Jupyter's sockets, the
# real data set.
PACKAGES := libcmark-dev duktape-dev libjs-katex fonts-katex libdnnl-dev zlib1g-dev libzmq3-dev \
  dataset-fashion-mnist

# A cluster for the tests of sweeps; where it cannot be had, these say that they did not run.
TEST_PACKAGES := slurm-wlm munge

PREFIX  ?= /usr/local
# Where `make install` puts things; DESTDIR goes before it, for those who make packages.
LIBRARY := $(DESTDIR)$(PREFIX)/lib/notebook
BINARIES := $(DESTDIR)$(PREFIX)/bin
SHARE   := $(DESTDIR)$(PREFIX)/share
# What cells import.
CELL_MODULES := SystemBasics MarkupTree NotebookDisplay Tensors NeuralNetworks DatasetCatalog Datasets Plotting NotebookPrelude

.PHONY: all build facts test browser jupyter kills notebooks lint documentation packages test-packages \
  swift benchmark install uninstall clean

all: build
	@$(BIN)/notebook run notebooks/batchnorm.md -o output
	@echo "report: $(CURDIR)/output/batchnorm.html"

build: packages swift
	@$(SWIFT) build $(FLAGS)
	@$(MAKE) --no-print-directory facts

# What `notebook --version` says of this build.
facts:
	@{ git describe --always --dirty --abbrev=7 2>/dev/null | sed 's/^/commit /' | grep . || echo 'commit unknown'; \
	   $(SWIFT)c -version 2>/dev/null | sed -n 's/.*\(Swift version [^)]*)\).*/\1/p'; } > $(BIN)/notebook-build.txt

test: packages test-packages swift lint
	@$(SWIFT) build $(FLAGS) --build-tests
	@$(MAKE) --no-print-directory facts
	@log=$$(mktemp); trap 'rm -f "$$log"' EXIT; \
	  $(SWIFT) test $(FLAGS) --skip-build 2>&1 | tee "$$log"; status=$${PIPESTATUS[0]}; \
	  skipped=$$(grep -E '(Test|Suite) .* skipped' "$$log" || true); \
	  if [ -n "$$skipped" ]; then \
	    echo; echo "THESE TESTS DID NOT RUN:"; echo "$$skipped"; echo; fi; \
	  exit $$status
	@$(MAKE) --no-print-directory jupyter
	@$(MAKE) --no-print-directory browser
	@$(MAKE) --no-print-directory kills
	@$(MAKE) --no-print-directory notebooks

# The kernel and the conversion, as Jupyter's own tools see them.
jupyter:
	@Tests/Jupyter/run $(BIN)

# Runs that are killed at random moments lose nothing; `Tests/kill-runs --count 200 --seed 2` for more.
kills:
	@Tests/kill-runs --program $(BIN)/notebook --count 10

# The preview in a real browser, where there is one: Tests/browser/prepare says what it takes.
BROWSER := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/notebook/browser/bin/python
browser:
	@if [ -x "$(BROWSER)" ] && command -v chromium >/dev/null; then \
	  "$(BROWSER)" Tests/browser/check-preview $(BIN)/notebook; \
	else echo "THE PREVIEW WAS NOT LOOKED AT IN A BROWSER: run Tests/browser/prepare once"; fi

# The notes as a reader gets them, with their claims; long ones have a parameter 'full' that is off.
# Every page of docs/ is a note too: what it shows is what runs.
notebooks:
	@folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	  $(BIN)/notebook run $(wildcard docs/*.md notebooks/*.md notebooks/*/*.md) -o "$$folder"

# Pages of everything that cells can use, made of the comments in the sources.
documentation: build
	@docs/make-documentation $(BIN) .build/documentation $(CELL_MODULES)
	@echo "documentation: python3 -m http.server -d .build/documentation"
	@echo "               http://localhost:8000/documentation/tensors"

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

test-packages:
	@$(MAKE) --no-print-directory packages PACKAGES="$(TEST_PACKAGES)" \
	  || echo "warning: without $(TEST_PACKAGES), sweeps are not tested on a cluster"

swift:
	@command -v $(SWIFT) >/dev/null || { \
	  echo "error: '$(SWIFT)' is not in PATH; notebook needs Swift 6.3: https://www.swift.org/install"; exit 1; }

benchmark: build
	@Benchmarks/run

# What stands in bin is a script that starts the program: the tool finds what belongs to it beside its own file.
install: build
	@install -d $(LIBRARY)/Modules $(BINARIES) $(SHARE)/man/man1 \
	  $(SHARE)/bash-completion/completions $(SHARE)/zsh/site-functions \
	  $(SHARE)/fish/vendor_completions.d
	@install $(BIN)/notebook $(BIN)/notebook-kernel $(LIBRARY)
	@install -m 644 $(BIN)/notebook-build.txt $(LIBRARY)
	@for module in $(CELL_MODULES); do \
	  install -m 644 $(BIN)/Modules/$$module.swiftmodule $(BIN)/Modules/$$module.swiftdoc \
	    $(LIBRARY)/Modules || exit 1; done
	@rm -f $(BINARIES)/notebook
	@install Sources/notebook/launcher $(BINARIES)/notebook
	@$(BIN)/notebook --generate-completion-script bash > $(SHARE)/bash-completion/completions/notebook
	@$(BIN)/notebook --generate-completion-script zsh > $(SHARE)/zsh/site-functions/_notebook
	@$(BIN)/notebook --generate-completion-script fish > $(SHARE)/fish/vendor_completions.d/notebook.fish
	@$(BIN)/notebook manual > $(SHARE)/man/man1/notebook.1
	@echo "installed: $(BINARIES)/notebook"

uninstall:
	@rm -rf $(LIBRARY)
	@rm -f $(BINARIES)/notebook $(SHARE)/man/man1/notebook.1 \
	  $(SHARE)/bash-completion/completions/notebook $(SHARE)/zsh/site-functions/_notebook \
	  $(SHARE)/fish/vendor_completions.d/notebook.fish

clean:
	@rm -rf .build
