import FoundationEssentials

/// What the process may use of this machine.
struct Machine {
  /// Processors the scheduler lets this process use.
  static var cores: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// Bytes of memory, the container's limit where there is one.
  static var memory: Int {
    let physical = Int(ProcessInfo.processInfo.physicalMemory)
    let limits = ["memory.max", "memory/memory.limit_in_bytes"].compactMap { name in
      (try? String(contentsOfFile: "/sys/fs/cgroup/" + name, encoding: .utf8))
        .flatMap { Int($0.split(whereSeparator: \.isWhitespace).first ?? "") }
    }
    return ([physical] + limits).min() ?? physical
  }

  /// Bytes a render may use unless `--memory` says otherwise: four fifths.
  static var defaultMemoryLimit: Int { memory / 5 * 4 }
}

/// Reads a size such as `8G`, `500M` or `2GiB`; nil if it is none.
func byteCount(_ text: String) -> Int? {
  let digits = text.prefix { $0.isNumber || $0 == "." }
  guard let number = Double(digits), number > 0 else { return nil }
  let scale: Double? =
    switch text.dropFirst(digits.count).lowercased() {
    case "", "b": 1
    case "k", "kb": 1e3
    case "m", "mb": 1e6
    case "g", "gb": 1e9
    case "t", "tb": 1e12
    case "kib": 1024
    case "mib": 1_048_576
    case "gib": 1_073_741_824
    default: nil
    }
  return scale.flatMap { number * $0 < 1e18 ? Int(number * $0) : nil }
}
