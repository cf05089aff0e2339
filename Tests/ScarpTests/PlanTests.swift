import Foundation
import Testing

@Suite struct PlanTests {
  /// A template's plan, and the local report that its parts must give.
  private struct Planned {
    let folder: Folder
    let plan: String

    init(seeds: Int = 6, steps: Int = 3) throws {
      folder = try Folder()
      try folder.write(
        smallTemplate(seeds: seeds, d: 60).replacing("steps: 3", with: "steps: \(steps)"),
        to: "t.md")
      let local = try scarp(
        "render", "t.md", "--store", "alone.sqlite", "--output-dir", "local", in: folder)
      try #require(local.code == 0, "\(local.messages)")
      let planned = try scarp("render", "t.md", "--engine", "plan", in: folder)
      try #require(planned.code == 0, "\(planned.messages)")
      let name = try #require(folder.names(".scarp/plans").first)
      plan = ".scarp/plans/\(name)"
    }

    func work(_ index: Int, of count: Int) throws -> Ran {
      try scarp("worker", "--dir", plan, "--index", "\(index)", "--of", "\(count)", in: folder)
    }

    func render() throws -> Ran { try scarp("render", "t.md", "--engine", "plan", in: folder) }

    var isSame: Bool { folder.bytes("reports/t.html") == folder.bytes("local/t.html") }

    var parts: [String] { folder.names("\(plan)/parts") }
  }

  @Test("Shares computed anywhere give the report of one process, to the byte")
  func shares() throws {
    let planned = try Planned()
    #expect(!planned.folder.has("reports/t.html"))
    for index in [2, 0, 1] { #expect(try planned.work(index, of: 3).code == 0) }
    #expect(try planned.render().code == 0)
    #expect(planned.isSame)
  }

  @Test("A share that is given twice is computed once; equal results twice are one")
  func twice() throws {
    let planned = try Planned()
    _ = try planned.work(0, of: 2)
    let files = planned.parts
    #expect(try planned.work(0, of: 2).output.contains("0 to compute"))
    #expect(planned.parts == files)
    let first = try #require(files.first)
    try planned.folder.write(
      planned.folder.text("\(planned.plan)/parts/\(first)"), to: "\(planned.plan)/parts/again.jsonl"
    )
    _ = try planned.work(1, of: 2)
    #expect(try planned.render().code == 0)
    #expect(planned.isSame)
  }

  @Test("What is missing is said, and nothing is rendered before it is there")
  func missing() throws {
    let planned = try Planned()
    _ = try planned.work(0, of: 2)
    let ran = try planned.render()
    #expect(ran.code == 0 && ran.messages.contains("units are there"))
    #expect(!planned.folder.has("reports/t.html"))
  }

  @Test("A damaged line counts as missing, with a word")
  func damaged() throws {
    let planned = try Planned()
    _ = try planned.work(0, of: 1)
    let name = try #require(planned.parts.first)
    let file = "\(planned.plan)/parts/\(name)"
    var lines = try planned.folder.text(file).split(separator: "\n").map(String.init)
    lines[0] = lines[0].replacing("\"payload\":\"A", with: "\"payload\":\"B")
    lines[1] = String(lines[1].prefix(40))
    try planned.folder.write(lines.joined(separator: "\n"), to: file)
    #expect(try planned.render().messages.contains("2 lines"))
    #expect(try planned.work(0, of: 1).output.contains("2 to compute"))
    #expect(try planned.render().code == 0)
    #expect(planned.isSame)
  }

  @Test("A manifest that was changed is refused, and so is a folder without a plan")
  func changed() throws {
    let planned = try Planned()
    let file = "\(planned.plan)/manifest.jsonl"
    try planned.folder.write(planned.folder.text(file) + "\n", to: file)
    let ran = try planned.work(0, of: 1)
    #expect(ran.code == 1 && ran.messages.contains("is not the one of the plan"))
    let nothing = try scarp("worker", "--dir", ".", "--index", "0", "--of", "1", in: planned.folder)
    #expect(nothing.code == 1 && nothing.messages.contains("no folder of a plan"))
  }

  @Test("A worker that is asked to stop publishes what it has and ends with 75; another goes on")
  func drained() throws {
    let planned = try Planned(seeds: 60, steps: 3000)
    let worker = try start(
      ["worker", "--dir", planned.plan, "--index", "0", "--of", "1"], in: planned.folder)
    while worker.process.isRunning, !worker.output.contains("to compute") {
      Thread.sleep(forTimeInterval: 0.01)
    }
    worker.process.interrupt()
    #expect(worker.ended().code == 75)
    #expect(try planned.work(0, of: 1).code == 0)
    #expect(try planned.render().code == 0)
    #expect(planned.isSame)
  }

  @Test("Options that belong to another engine, and indices without a share, are usage errors")
  func usage() throws {
    let planned = try Planned()
    #expect(try scarp("render", "t.md", "--detach", in: planned.folder).code == 1)
    #expect(
      try scarp("render", "t.md", "--engine", "slurm", "--slurm", "array=1", in: planned.folder)
        .messages.contains("set by scarp itself"))
    #expect(try planned.work(3, of: 3).code == 1)
  }

  /// Commands of a queue that answer what they are told to.
  private func queue(_ planned: Planned, sbatch: String, squeue: String) throws -> Ran {
    for (name, text) in [("sbatch", sbatch), ("squeue", squeue), ("scontrol", "exit 1")] {
      try planned.folder.write("#!/bin/sh\n\(text)\n", to: "bin/\(name)")
      let path = "\(planned.folder.path)/bin/\(name)"
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
    return try scarp(
      "render", "t.md", "--engine", "slurm", in: planned.folder,
      limits:
        "PATH=$PWD/bin:$PATH SCARP_SLURM_GRACE=0.3 SCARP_SLURM_PATIENCE=1 SCARP_SLURM_POLL=0.1")
  }

  @Test("A queue that loses its jobs ends in a report of what arrived, and an error")
  func lost() throws {
    let planned = try Planned()
    _ = try planned.work(0, of: 2)
    let ran = try queue(planned, sbatch: "echo 7", squeue: "exit 0")
    #expect(ran.code == 1 && ran.messages.contains("3 rounds of jobs ended without them"))
    #expect(ran.messages.contains("runs of #cliff failed"))
    let page = try planned.folder.text("reports/t.html")
    #expect(page.contains("units arrived"))
    // What did not arrive is not kept: it is computed when somebody can.
    #expect(try scarp("render", "t.md", in: planned.folder).code == 0)
    #expect(planned.isSame)
  }

  @Test("A queue that never answers ends in the same, with its last words")
  func silent() throws {
    let planned = try Planned()
    let ran = try queue(planned, sbatch: "echo 7", squeue: "echo no controller; exit 1")
    #expect(ran.code == 1 && ran.messages.contains("squeue: no controller"))
    #expect(planned.folder.has("reports/t.html"))
  }

  @Test("A job that is refused is an error in the queue's words, and no report")
  func refused() throws {
    let planned = try Planned()
    let ran = try queue(planned, sbatch: "echo invalid partition >&2; exit 1", squeue: "exit 0")
    #expect(ran.code == 1 && ran.messages.contains("sbatch: invalid partition"))
    #expect(!planned.folder.has("reports/t.html"))
  }

  @Test("Jobs whose workers publish their parts give the report of one process")
  func works() throws {
    let planned = try Planned()
    // So little work is one task.
    let script = #"for last; do :; done; SLURM_ARRAY_TASK_ID=0 sh "$last" > /dev/null && echo 7"#
    let ran = try queue(planned, sbatch: script, squeue: "exit 0")
    #expect(ran.code == 0, "\(ran.messages)")
    #expect(planned.isSame)
  }
}
