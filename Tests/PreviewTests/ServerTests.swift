import Diagnostics
import Foundation
import Preview
import Testing

/// What a preview serves, and to whom.
@Suite struct ServerTests {
  private static let policy = "default-src 'none'; img-src data:"

  private func serving(
    _ body: (LoopbackServer, LivePage) async throws -> Void
  ) async throws {
    let live = LivePage(template: "t.md")
    let site = PreviewSite(of: live, policy: Self.policy, start: "first")
    let server = try await LoopbackServer(ports: [0, 0, 0], serving: site)
    do {
      try await body(server, live)
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  @Test(arguments: ["localhost", "127.0.0.1", "[::1]", "LOCALHOST"])
  func answersRequestsThatNameThisMachine(host: String) async throws {
    try await serving { (server, _) async throws -> Void in
      #expect(try await Conversation("/", port: server.port, host: host).status == 200)
      #expect(
        try await Conversation("/", port: server.port, host: "\(host):\(server.port)").status == 200
      )
    }
  }

  @Test(arguments: [
    "evil.example", "evil.example:80", "localhost.evil.example", "127.0.0.1.nip.example", "",
    "192.168.0.1", "[::1].example",
  ])
  func refusesRequestsThatNameAnotherHost(host: String) async throws {
    try await serving { (server, live) async throws -> Void in
      live.show(Array("secret".utf8), [])
      for path in ["/", "/report", "/state", "/preview.js"] {
        let answer = try await Conversation(path, port: server.port, host: host)
        #expect(answer.status == 421)
        #expect(!answer.text.contains("secret"))
      }
    }
  }

  @Test func canOnlyBeRead() async throws {
    try await serving { (server, _) async throws -> Void in
      for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        #expect(try await Conversation("/state", method: method, port: server.port).status == 405)
      }
      #expect(try await Conversation("/../etc/passwd", port: server.port).status == 404)
    }
  }

  /// Every address of 127.0.0.0/8 is this machine's, but only one of them is listened at: were it
  /// all addresses, the second would answer too.
  @Test func listensAtTheLoopbackAddressAlone() async throws {
    try await serving { (server, _) async throws -> Void in
      await #expect(throws: Conversation.Refused.self) {
        try await Conversation("/", port: server.port, address: "127.0.0.2")
      }
    }
  }

  @Test func theReportCarriesItsPolicyAndMayBeFramedHereOnly() async throws {
    try await serving { (server, live) async throws -> Void in
      live.show(Array("<p>page</p>".utf8), [])
      let report = try await Conversation("/report", port: server.port)
      #expect(report.text == "<p>page</p>")
      #expect(
        report.head.contains(
          "Content-Security-Policy: \(Self.policy); frame-ancestors 'self'\r\n"))
      let shell = try await Conversation("/", port: server.port)
      #expect(shell.head.contains("script-src 'self'"))
      #expect(!shell.head.contains("unsafe"))
    }
  }

  @Test func takenPortsArePassedOver() async throws {
    try await serving { (server, live) async throws -> Void in
      let site = PreviewSite(of: live, policy: Self.policy, start: "second")
      await #expect(throws: LoopbackServer.PortsTaken.self) {
        try await LoopbackServer(ports: [server.port], serving: site)
      }
      let other = try await LoopbackServer(ports: [server.port, 0], serving: site)
      #expect(other.port != server.port)
      #expect(try await Conversation("/", port: other.port).status == 200)
      await other.stop()
    }
  }

  @Test func newsComesWhenThereIsSome() async throws {
    try await serving { (server, live) async throws -> Void in
      let first = try await Conversation("/state", port: server.port)
      #expect(first.text.contains(#""change":"first.1""#))
      #expect(first.text.contains(#""page":0"#))
      async let second = Conversation("/state?after=first.1", port: server.port)
      try await Task.sleep(for: .milliseconds(50))
      live.show(Array("page".utf8), [])
      #expect(try await second.text.contains(#""page":1"#))
      // A browser that was left open over a new start is told at once.
      #expect(try await Conversation("/state?after=older.7", port: server.port).status == 200)
    }
  }

  @Test func aMistakeIsShownWithItsLineAndThePageStays() async throws {
    try await serving { (server, live) async throws -> Void in
      let source = SourceText(name: "t.md", text: "one\nneurosn: 2\n")
      live.show(Array("page".utf8), [])
      let mistake = Diagnostic(
        at: SourceLocation(file: "t.md", line: 2, column: 1), "unknown option 'neurosn'",
        help: "did you mean 'neurons'?")
      live.show([PreviewMessage(mistake, in: [source])])
      let state = try await Conversation("/state", port: server.port).text
      #expect(state.contains(#""place":"t.md:2:1""#))
      #expect(state.contains(#""line":{"indent":0,"number":2,"text":"neurosn: 2","width":7}"#))
      #expect(state.contains("did you mean 'neurons'?"))
      #expect(try await Conversation("/report", port: server.port).text == "page")
    }
  }
}
