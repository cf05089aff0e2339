// swift-tools-version: 6.1
import PackageDescription

/// Import arrows point strictly down this list; a figure can be redrawn without computing anything.
let package = Package(
  name: "scarp",
  dependencies: [
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .target(
      name: "Experiments",
      dependencies: ["Simulation", "Theory", "Statistics", "Results", "Directives"]),
    .target(name: "Simulation", dependencies: ["Model"]),
    .target(name: "Theory", dependencies: ["Model"]),
    .target(name: "Model", dependencies: ["Numerics", "CMuParser"]),
    .target(name: "Numerics", dependencies: ["COpenBLAS", "CKernels"]),
    .target(name: "Directives", dependencies: ["Diagnostics", "Yams"]),
    .target(name: "Diagnostics"),
    .target(name: "Results"),
    .target(name: "Statistics"),
    // Hot inner loops, compiled once per instruction level and dispatched at run time.
    .target(name: "CKernels"),
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CMuParser", pkgConfig: "muparser", providers: [.apt(["libmuparser-dev"])]),
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"]),
    .testTarget(name: "DirectivesTests", dependencies: ["Directives"]),
    .testTarget(name: "StatisticsTests", dependencies: ["Statistics"]),
    .testTarget(name: "TheoryTests", dependencies: ["Theory"]),
    .testTarget(name: "ExperimentsTests", dependencies: ["Experiments"]),
  ],
  swiftLanguageModes: [.v6]
)
