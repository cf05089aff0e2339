// swift-tools-version: 6.1
import PackageDescription

/// Import arrows point strictly down this list; a figure can be redrawn without computing anything.
let package = Package(
  name: "scarp",
  products: [.executable(name: "scarp", targets: ["scarp"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
  ],
  targets: [
    // Terminal, files.
    .executableTarget(
      name: "scarp",
      dependencies: [
        "Publishing", "Claims", "Cluster", "Subprocess", "TypstEngine", "Preview", "ScarpCatalog",
        "CSQLite",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      resources: [
        .embedInCode("Starters/cliff.md"), .embedInCode("Starters/spectrum.md"),
        .embedInCode("Starters/handout.md"),
      ]),
    .executableTarget(
      name: "Benchmarks", dependencies: ["Simulation", "Theory", "COpenBLAS"], exclude: ["peers"]),

    // A program run to its end.
    .target(name: "Subprocess"),
    // Shares, rounds and scripts of work on a cluster, without a process or a clock.
    .target(name: "Cluster"),

    // What exists: experiments and figures by name.
    .target(name: "ScarpCatalog", dependencies: ["Weaving"]),
    // What in a page could run or fetch something, for tests and fuzzing.
    .target(name: "Inspection"),

    // A page that follows its template in a browser, served to this machine only.
    .target(
      name: "Preview", dependencies: ["Diagnostics", "FlyingFox"],
      resources: [
        .embedInCode("Shell/preview.html"), .embedInCode("Shell/preview.css"),
        .embedInCode("Shell/preview.js"),
      ]),
    // The pinned Typst as a process: with `scarp`, the one target that touches files.
    .target(
      name: "TypstEngine", dependencies: ["Publishing", "Subprocess"],
      resources: [.embedInCode("typeset.py")]),
    // Woven report to bytes.
    .target(
      name: "Publishing", dependencies: ["Weaving", "Claims", "Plotting", "CCairo"],
      resources: [.embedInCode("page.css"), .embedInCode("PDF/report.typ")]),
    // Check everything, plan, run, assemble.
    .target(
      name: "Weaving",
      dependencies: [
        "Templates", "Typesetting", "Bibliography", "Expressions", "Claims", "Experiments",
        "Statistics", "Figures", "Plotting", "CCrypto",
      ]),

    .target(
      name: "Experiments",
      dependencies: ["Simulation", "Theory", "Statistics", "Results", "Directives"]),
    // Predicate, evidence, verdict.
    .target(name: "Claims", dependencies: ["Results", "Statistics", "Expressions"]),
    .target(name: "Figures", dependencies: ["Plotting", "Results", "Directives"]),

    .target(name: "Simulation", dependencies: ["Conditioning"]),
    .target(name: "Theory", dependencies: ["Conditioning"]),
    // A Gaussian matrix known only through the products taken with it.
    .target(name: "Conditioning", dependencies: ["Model"]),
    .target(name: "Model", dependencies: ["Numerics", "CMuParser"]),
    .target(name: "Numerics", dependencies: ["COpenBLAS", "CKernels"]),

    // BibTeX entries to citations and lists of references.
    .target(name: "Bibliography", dependencies: ["Templates"]),
    .target(name: "Templates", dependencies: ["Diagnostics", "CCmarkGFM"]),
    .target(
      name: "Typesetting", dependencies: ["Diagnostics", "CScript", "CKaTeX"],
      resources: [.embedInCode("Typst/TypstMath.js")]),
    .target(name: "Directives", dependencies: ["Diagnostics", "Yams"]),

    // What authors write of quantities: numbers and statements.
    .target(name: "Expressions", dependencies: ["Diagnostics"]),

    .target(name: "Diagnostics"),
    .target(name: "Results"),
    .target(name: "Plotting"),
    .target(name: "Statistics", dependencies: ["Numerics"]),

    // Hot inner loops, compiled once per instruction level and dispatched at run time.
    .target(name: "CKernels"),
    // Scripts with a bound on their memory and work.
    .target(name: "CScript", dependencies: ["CDuktape"]),
    // KaTeX's script, style and fonts, embedded at build time.
    .target(name: "CKaTeX"),
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(
      name: "CMuParser", pkgConfig: "muparser", providers: [.apt(["libmuparser-dev"])]),
    .systemLibrary(
      name: "CCairo", pkgConfig: "pangocairo",
      providers: [.apt(["libcairo2-dev", "libpango1.0-dev"])]),
    .systemLibrary(
      name: "CCmarkGFM", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    .systemLibrary(name: "CDuktape", pkgConfig: "duktape", providers: [.apt(["duktape-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),

    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"]),
    .testTarget(name: "DirectivesTests", dependencies: ["Directives"]),
    .testTarget(name: "ClaimsTests", dependencies: ["Claims"]),
    .testTarget(name: "ExpressionsTests", dependencies: ["Expressions"]),
    .testTarget(name: "ResultsTests", dependencies: ["Results"]),
    .testTarget(name: "StatisticsTests", dependencies: ["Statistics"]),
    .testTarget(name: "NumericsTests", dependencies: ["Numerics"]),
    .testTarget(name: "ModelTests", dependencies: ["Model"]),
    .testTarget(name: "SimulationTests", dependencies: ["Simulation", "Statistics"]),
    .testTarget(name: "TheoryTests", dependencies: ["Theory"]),
    .testTarget(name: "ReferenceTests", dependencies: ["Experiments"]),
    .testTarget(name: "ExperimentsTests", dependencies: ["Experiments"]),
    .testTarget(name: "TemplatesTests", dependencies: ["Templates"]),
    .testTarget(name: "BibliographyTests", dependencies: ["Bibliography"]),
    .testTarget(
      name: "TypesettingTests", dependencies: ["Typesetting"],
      resources: [.embedInCode("formulas.txt")]),
    .testTarget(name: "PlottingTests", dependencies: ["Plotting"]),
    .testTarget(name: "FiguresTests", dependencies: ["Figures"]),
    .testTarget(name: "WeavingTests", dependencies: ["Weaving", "Claims"]),
    .testTarget(name: "PublishingTests", dependencies: ["Publishing"]),
    .testTarget(name: "ClusterTests", dependencies: ["Cluster"], exclude: ["slurm"]),
    .testTarget(name: "PreviewTests", dependencies: ["Preview", "scarp", "FlyingFox"]),
    // The program itself, as a process.
    .testTarget(name: "ScarpTests", dependencies: ["scarp", "CSQLite"]),
    .testTarget(
      name: "TypstEngineTests", dependencies: ["TypstEngine"],
      resources: [
        .embedInCode("features.md"), .embedInCode("formulas.txt"), .embedInCode("handout.md"),
      ]),
    .testTarget(
      name: "RobustnessTests",
      dependencies: ["Publishing", "TypstEngine", "ScarpCatalog", "Inspection"],
      resources: [.embedInCode("bad-templates.txt"), .embedInCode("hostile-documents.txt")]),
  ],
  swiftLanguageModes: [.v6]
)
