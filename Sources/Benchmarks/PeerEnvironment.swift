import Glibc

/// Where a peer's Python and its packages lie.
struct PeerEnvironment {
  let folder: String
  let packages: [String]

  static let numpy = PeerEnvironment(folder: ".build-peers", packages: ["numpy"])
  /// PyTorch and JAX, some gigabytes.
  static let frameworks = PeerEnvironment(
    folder: ".build-peers-frameworks", packages: ["numpy", "torch", "jax"])

  private var python: String { folder + "/bin/python" }

  /// The interpreter if the packages are there.
  var existing: String? {
    let imports = packages.map { "import \($0)" }.joined(separator: "; ")
    return succeeds(python, ["-c", imports]) ? python : nil
  }

  /// The interpreter with the packages, installed if need be; nil when they cannot be had.
  func make() -> String? {
    if let existing { return existing }
    print("making \(folder) with \(packages.joined(separator: ", ")) ...")
    guard succeeds("python3", ["-m", "venv", folder]),
      succeeds(python, ["-m", "pip", "install", "--quiet"] + packages)
    else { return nil }
    return existing
  }
}
