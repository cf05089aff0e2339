import Cluster
import FoundationEssentials
import Glibc
import Subprocess

/// Slurm's own commands, each with a time limit.
struct SlurmQueue {
  /// A command that did not do what it was asked, in its own words.
  struct Failure: Error, CustomStringConvertible {
    let description: String
    /// Whether nothing is known of what became of the request.
    let isSilence: Bool
  }

  private static let seconds = 60.0

  /// MaxArraySize of the cluster, 1001 where it does not say.
  func largestArray() -> Int {
    guard let text = try? output("scontrol", ["show", "config"]) else { return 1001 }
    for line in text.split(separator: "\n") where line.hasPrefix("MaxArraySize") {
      return line.split(separator: "=").last.flatMap { Int($0.filter(\.isNumber)) } ?? 1001
    }
    return 1001
  }

  /// - Returns: the job's number.
  func submit(_ script: String) throws(Failure) -> String {
    let text = try output("sbatch", ["--parsable", script])
    let id = text.split(whereSeparator: \.isNewline).lazy.compactMap { line in
      line.split(separator: ";").first.map(String.init).flatMap { Int($0) == nil ? nil : $0 }
    }.first
    guard let id else {
      throw Failure(description: "sbatch answered: \(text)", isSilence: true)
    }
    return id
  }

  /// What is alive under a name.
  func states(of name: String) -> Rounds.Answer {
    do {
      let text = try output(
        "squeue", ["-h", "-r", "-u", "\(getuid())", "-n", name, "-t", "all", "-o", "%i|%T|%r"])
      return JobState.read(text).map(Rounds.Answer.alive) ?? .unknown(oneLine(text))
    } catch {
      return .unknown(error.description)
    }
  }

  func cancel(_ name: String) throws(Failure) {
    _ = try output("scancel", ["-u", "\(getuid())", "-n", name])
  }

  private func output(_ program: String, _ arguments: [String]) throws(Failure) -> String {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    let file = "\(parent)/scarp-\(program)-\(getpid())-\(clock())"
    defer { unlink(file) }
    let outcome: ChildProcess.Outcome
    do throws(ChildProcess.Errno) {
      outcome = try ChildProcess.run(program, arguments, output: file, seconds: Self.seconds)
    } catch {
      throw Failure(
        description: "\(program) cannot be started (\(error.reason)): --engine slurm needs Slurm's "
          + "commands on this machine", isSilence: false)
    }
    let text =
      FileManager.default.contents(atPath: file).map { String(decoding: $0, as: UTF8.self) }
      ?? ""
    switch outcome {
    case .exited(0): return text
    case .exited: throw Failure(description: "\(program): \(oneLine(text))", isSilence: false)
    case .killed(let signal):
      throw Failure(description: "\(program) was ended by signal \(signal)", isSilence: true)
    case .outOfTime:
      throw Failure(
        description: "\(program) gave no answer in \(Int(Self.seconds)) s", isSilence: true)
    }
  }

  private func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).prefix(3).joined(separator: " ")
  }
}
