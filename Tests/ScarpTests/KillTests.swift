import Foundation
import Testing

@Suite struct KillTests {
  /// Five in the suite; `make kill` asks for fifty.
  private static let kills =
    ProcessInfo.processInfo.environment["SCARP_KILLS"].flatMap { Int($0) } ?? 5

  @Test("after kill -9 at random moments the next render completes, to an undisturbed run's bytes")
  func killed() throws {
    let folder = try Folder()
    let text = smallTemplate(seeds: 60, d: 100).replacing("steps: 3", with: "steps: 400")
    try folder.write(text, to: "t.md")
    let clock = ContinuousClock()
    let time = try clock.measure {
      let ran = try scarp("render", "t.md", "--store", "alone.sqlite", in: folder)
      try #require(ran.code == 0, "\(ran.messages)")
    }
    let report = try #require(folder.bytes("reports/t.html"))

    var draw = Draw(state: 7)
    var kills = 0
    var restarts = 0
    for _ in 0..<(4 * Self.kills) where kills < Self.kills {
      let render = try start(["render", "t.md", "--output-dir", "killed"], in: folder)
      let share = Double.random(in: 0.02..<0.6, using: &draw)
      Thread.sleep(forTimeInterval: share * (time / .seconds(1)))
      render.kill()
      if render.ended().code == -SIGKILL {
        kills += 1
      } else {
        // It was done already: from nothing again.
        restarts += 1
        try? FileManager.default.removeItem(atPath: "\(folder.path)/.scarp")
      }
    }
    #expect(kills == Self.kills)
    print("\(kills) renders killed, \(restarts) had finished before")
    let last = try scarp("render", "t.md", "--output-dir", "killed", in: folder)
    #expect(last.code == 0 && !last.messages.contains("warning"), "\(last.messages)")
    #expect(folder.bytes("killed/t.html") == report)
    #expect(try scarp("cache", "verify", in: folder).code == 0)
    // No half-written report is left beside the whole one.
    #expect(folder.names("killed").filter { $0.hasPrefix(".") }.count <= kills)
  }
}
