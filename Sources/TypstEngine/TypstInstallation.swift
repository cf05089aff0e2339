import Glibc
import Weaving

/// Where the Typst that makes PDFs lives: a virtual environment of Python with one package, pinned,
/// because another version may break lines elsewhere.
public struct TypstInstallation: Sendable, Equatable {
  public static let version = "0.15.2"

  /// The folder of the virtual environment.
  public let folder: String

  public init(folder: String) { self.folder = folder }

  /// `$SCARP_TYPST`, else the user's cache, by the variables of the environment.
  public init(environment: (_ name: String) -> String? = environmentVariable) {
    if let folder = environment("SCARP_TYPST") {
      self.init(folder: folder)
    } else {
      let cache = environment("XDG_CACHE_HOME") ?? (environment("HOME") ?? "") + "/.cache"
      self.init(folder: "\(cache)/scarp/typst-\(Self.version)")
    }
  }

  var python: String { folder + "/bin/python3" }

  public var isPresent: Bool { access(python, X_OK) == 0 }

  /// The one command that makes it.
  public var command: String {
    let folder = shellWord(self.folder)
    return "python3 -m venv \(folder) && \(folder)/bin/pip install typst==\(Self.version)"
  }
}

/// A variable of the process's environment; nil if it is absent or empty.
@Sendable public func environmentVariable(_ name: String) -> String? {
  getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
}
