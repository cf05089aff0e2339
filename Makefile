# make report   installs what is missing, builds, renders templates/tour.md to reports/tour.html
# make pdf      the same as reports/tour.pdf; make pdf-engine installs Typst for it
# make test     the same for the tests
# make install  puts scarp into $(PREFIX)/bin
# make bench    ratios against NumPy, and PyTorch and JAX where `Benchmarks frameworks` installed them
# make landscape  spectra of dense runs at d = 1500 against the predicted outliers, many minutes
# make implicit  gradient descent at d = 100 000 and 1 000 000 within its bars of time and memory
# make paper    templates/paper.md as reports/paper.html and reports/paper.pdf, from nothing in about ten minutes
# make reports  renders every committed report, and reports/index.html, which lists them
# make review   the paper's claims with a verdict each, reports/review.html, in about five minutes
# make kill     kill -9 at fifty random moments of renders, then a render to the end
# make calibration  how often verdicts on simulated truth are wrong, and how often they settle
# make fuzz     mutated templates for FUZZ seconds (600), from SEED (1): no crash, hang or blown memory
# make cluster  the same sweep through a real Slurm of four nodes on loopback, disturbed in turn (needs root)
# make overhead  what a queue costs: 2000 units of a fifth of a second in 40 tasks against one process, about 8 minutes
# make reference  every number of an independent implementation, which takes minutes

PREFIX ?= $(HOME)/.local
SWIFT ?= swift
BUILD := .build/release

PACKAGES := pkg-config libcairo2-dev libpango1.0-dev libcmark-gfm-dev \
  libcmark-gfm-extensions-dev duktape-dev libjs-katex fonts-katex libmuparser-dev \
  libopenblas-dev liblapack-dev libsqlite3-dev libssl-dev fonts-dejavu-core fonts-dejavu-extra

.PHONY: report paper reports review pdf pdf-engine test install bench landscape implicit kill calibration fuzz \
  cluster overhead reference setup build lint

report: build
	$(BUILD)/scarp render templates/tour.md

paper: build pdf-engine
	$(BUILD)/scarp render templates/paper.md --to html,pdf

# What is committed, in the order in which the index lists it; the test suite asks whether it is up to
# date.
REPORTS := $(shell sed -n 's,^!/reports/\(.*\)\.html$$,\1,p' .gitignore | grep -v '^index$$')

reports: build
	$(BUILD)/scarp render $(REPORTS:%=templates/%.md)
	$(BUILD)/scarp index $(REPORTS:%=reports/%.html)

# A verdict against a claim is a result of the review, not a failure of it.
review: build
	$(BUILD)/scarp render templates/review.md
	$(BUILD)/scarp verify --cached templates/review.md || test $$? -ge 2

pdf: build pdf-engine
	$(BUILD)/scarp render templates/tour.md --to pdf

# The version is the one that Sources/TypstEngine asks for; it is kept where scarp looks for it.
TYPST := $(shell sed -n 's/.*static let version = "\(.*\)"/\1/p' Sources/TypstEngine/TypstInstallation.swift)
TYPST_FOLDER := $(or $(SCARP_TYPST),$(or $(XDG_CACHE_HOME),$(HOME)/.cache)/scarp/typst-$(TYPST))

pdf-engine:
	@test -x "$(TYPST_FOLDER)/bin/python3" && "$(TYPST_FOLDER)/bin/python3" -I -c 'import typst' 2>/dev/null && exit 0; \
	python3 -c 'import ensurepip' 2>/dev/null || { \
	  test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
	    && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv \
	    || { echo "Python's venv is missing: sudo apt-get install python3-venv" >&2; exit 1; }; }; \
	python3 -m venv "$(TYPST_FOLDER)" && "$(TYPST_FOLDER)/bin/pip" install -q typst==$(TYPST)

test: setup
	$(SWIFT) build -c release --build-tests
	$(SWIFT) test -c release --skip-build

install: build
	install -d "$(PREFIX)/bin"
	install -m 755 $(BUILD)/scarp "$(PREFIX)/bin/scarp"

bench: setup
	$(SWIFT) run -c release Benchmarks

kill: setup
	$(SWIFT) build -c release --build-tests
	SCARP_KILLS=50 $(SWIFT) test -c release --skip-build --filter KillTests

calibration: setup
	$(SWIFT) build -c release --build-tests
	SCARP_SLOW=1 $(SWIFT) test -c release --skip-build --filter WrongVerdictTests | grep -E 'wrong|settled|✘|Test run'

fuzz: setup
	$(SWIFT) build -c release --build-tests
	SCARP_FUZZ=$(or $(FUZZ),600) SCARP_FUZZ_SEED=$(or $(SEED),1) SCARP_FUZZ_INPUT=$(CURDIR)/.build/fuzz-input.md \
	  $(SWIFT) test -c release --skip-build --filter FuzzTests

cluster: build
	@command -v slurmctld >/dev/null && command -v munged >/dev/null || { \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	    apt-get install -y -qq --no-install-recommends slurm-wlm munge; }
	Tests/ClusterTests/slurm/check.sh $(BUILD)/scarp $(CASES)

overhead: build
	Tests/ClusterTests/slurm/overhead.sh $(BUILD)/scarp 1

reference: setup
	$(SWIFT) build -c release --build-tests
	SCARP_SLOW=1 $(SWIFT) test -c release --skip-build --filter ReferenceTests

landscape: setup
	$(SWIFT) run -c release Benchmarks landscape two-stage

implicit: setup
	$(SWIFT) run -c release Benchmarks implicit

build: setup
	$(SWIFT) build -c release --product scarp

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests

setup:
	@command -v $(SWIFT) >/dev/null || { echo "scarp needs Swift 6: the command '$(SWIFT)' is missing" >&2; exit 1; }
	@command -v dpkg-query >/dev/null || { \
	  echo "this setup knows Debian and its kin; install what these packages hold: $(PACKAGES)" >&2; exit 1; }
	@missing=; for package in $(PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	done; \
	test -z "$$missing" && exit 0; \
	if test "$$(id -u)" = 0; then \
	  echo "installing$$missing"; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	    apt-get install -y -qq --no-install-recommends $$missing; \
	else \
	  echo "These system packages are missing. Install them, then run make again:" >&2; \
	  echo "  sudo apt-get install$$missing" >&2; exit 1; \
	fi
