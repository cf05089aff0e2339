import ArgumentParser
import Cluster
import FoundationEssentials
import Glibc

struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "How far a plan on a cluster is.")

  @Argument(help: "The plan's folder.")
  var dir: String

  func run() throws {
    let folder = try PlanFolder(existing: dir)
    var reader = PartsReader(folder: folder.parts)
    do {
      _ = try reader.news()
    } catch let conflict as PartsReader.Conflict {
      throw CommandFailure(message: "\(conflict)")
    }
    let units = try folder.head.units
    print("\(reader.ids.count) of \(units) units arrived, \(units - reader.ids.count) missing")
    if reader.damaged > 0 { print("\(reader.damaged) damaged lines") }
    for round in folder.rounds {
      print(
        "round \(round.round): \(round.units) units in \(round.shares) tasks, job "
          + round.jobs.joined(separator: ", "))
    }
    guard let round = folder.rounds.last else { return }
    switch SlurmQueue().states(of: round.name) {
    case .alive(let states): print(states.isEmpty ? "nothing is alive" : states.summary)
    case .unknown(let why): print("the queue does not answer: \(why)")
    }
  }
}

struct Cancel: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "End a plan's jobs; what arrived stays.")

  @Argument(help: "The plan's folder.")
  var dir: String

  func run() throws {
    let folder = try PlanFolder(existing: dir)
    guard !folder.rounds.isEmpty else {
      throw CommandFailure(message: "nothing of \(dir) was submitted")
    }
    do {
      for round in folder.rounds { try SlurmQueue().cancel(round.name) }
    } catch {
      throw CommandFailure(message: "\(error)")
    }
  }
}

struct Resume: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Wait for a plan's jobs and finish the command that asked for it.",
    discussion: "What did not arrive is submitted again, as the command itself would do.")

  @Argument(help: "The plan's folder.")
  var dir: String

  func run() throws {
    let folder = try PlanFolder(existing: dir)
    let command = try folder.command
    guard chdir(command.folder) == 0 else {
      throw CommandFailure(message: "the command's folder \(command.folder) is gone")
    }
    // The same command in this process's place, so that signals and its exit code are its own.
    let words = [Machine.program] + command.arguments + ["--resumed-plan", folder.path]
    var copies = words.map { strdup($0) } + [nil]
    execv(Machine.program, &copies)
    throw CommandFailure(message: "cannot start \(Machine.program)")
  }
}
