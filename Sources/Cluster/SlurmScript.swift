/// Job arrays that run the shares of a plan.
public struct SlurmScript: Sendable, Equatable {
  /// What a user may not set: it is how the work is watched.
  public static let reserved: Set<String> = [
    "array", "job-name", "output", "error", "requeue", "no-requeue", "open-mode", "signal", "wait",
    "parsable", "wrap", "chdir", "hold",
  ]

  public let name: String
  public let folder: String
  public let program: String
  public let round: Int
  /// Shares in all.
  public let shares: Int
  /// `key=value` of the user, such as `partition=main`.
  public let settings: [(key: String, value: String)]

  public init(
    name: String, folder: String, program: String, round: Int, shares: Int,
    settings: [(key: String, value: String)]
  ) {
    self.name = name
    self.folder = folder
    self.program = program
    self.round = round
    self.shares = shares
    self.settings = settings
  }

  public static func == (a: Self, b: Self) -> Bool {
    a.text(of: 0..<a.shares) == b.text(of: 0..<b.shares)
  }

  /// The ranges of shares that fit an array each.
  ///
  /// - Parameter largest: Slurm's MaxArraySize, above every index of an array.
  public func arrays(largest: Int) -> [Range<Int>] {
    stride(from: 0, to: shares, by: max(1, largest)).map { $0..<min($0 + max(1, largest), shares) }
  }

  /// The script of an array; its indices begin at 0.
  public func text(of range: Range<Int>) -> String {
    var lines = [
      "#!/bin/bash", "#SBATCH --job-name=\(name)", "#SBATCH --array=0-\(range.count - 1)",
      "#SBATCH --requeue", "#SBATCH --open-mode=append", "#SBATCH --signal=B:USR1@120",
      "#SBATCH --output=\(folder)/logs/%A_%a.log",
    ]
    lines += settings.map { "#SBATCH --\($0.key)=\($0.value)" }
    // The shell becomes the worker, so that the signal before the end reaches it.
    lines += [
      "exec \(quoted(program)) worker --dir \(quoted(folder)) "
        + "--index $((\(range.lowerBound) + SLURM_ARRAY_TASK_ID)) --of \(shares) "
        + "--todo \(quoted("\(folder)/todo-\(round).txt"))",
      "",
    ]
    return lines.joined(separator: "\n")
  }

  private func quoted(_ word: String) -> String {
    "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }

  /// Reads `key=value`.
  ///
  /// - Returns: the pair, or what is wrong with it.
  public static func setting(_ text: String) -> Result<(key: String, value: String), Refusal> {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, !parts[1].isEmpty,
      parts[0].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }),
      parts[0].first?.isLetter == true, parts[1].allSatisfy({ !$0.isNewline })
    else { return .failure(Refusal(text: "'\(text)' is not key=value, such as partition=main")) }
    guard !reserved.contains(parts[0]) else {
      return .failure(Refusal(text: "\(parts[0]) is set by scarp itself"))
    }
    return .success((parts[0], parts[1]))
  }

  public struct Refusal: Error {
    public let text: String
  }
}
