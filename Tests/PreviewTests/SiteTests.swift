import Diagnostics
import FlyingFox
import Foundation
import Preview
import Testing

/// What a preview answers, and to whom. The site is asked as its server would ask it.
@Suite struct SiteTests {
  private static let policy = "default-src 'none'; img-src data:"
  private let live = LivePage(template: "t.md")

  private struct Answer {
    let status: Int
    let policy: String
    let text: String
  }

  private func answer(
    _ path: String, method: String = "GET", host: String = "localhost:4650", after: String? = nil
  ) async throws -> Answer {
    let request = HTTPRequest(
      method: HTTPMethod(method), version: .http11, path: path,
      query: after.map { [HTTPRequest.QueryItem(name: "after", value: $0)] } ?? [],
      headers: [.host: host], body: Data())
    let answer = try await PreviewSite(of: live, policy: Self.policy, start: "first")
      .handleRequest(request)
    return Answer(
      status: answer.statusCode.code,
      policy: answer.headers[HTTPHeader("Content-Security-Policy")] ?? "",
      text: String(decoding: try await answer.bodyData, as: UTF8.self))
  }

  @Test(arguments: ["localhost", "127.0.0.1", "[::1]", "LOCALHOST"])
  func requestsThatNameThisMachineAreAnswered(host: String) async throws {
    #expect(try await answer("/", host: host).status == 200)
    #expect(try await answer("/", host: "\(host):4650").status == 200)
  }

  @Test(arguments: [
    "evil.example", "evil.example:80", "localhost.evil.example", "127.0.0.1.nip.example", "",
    "192.168.0.1", "[::1].example",
  ])
  func requestsThatNameAnotherHostAreRefused(host: String) async throws {
    live.show(Array("secret".utf8), [])
    for path in ["/", "/report", "/state", "/preview.js"] {
      let answer = try await answer(path, host: host)
      #expect(answer.status == 421)
      #expect(!answer.text.contains("secret"))
    }
  }

  @Test func aPreviewCanOnlyBeRead() async throws {
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
      #expect(try await answer("/state", method: method).status == 405)
    }
    #expect(try await answer("/../etc/passwd").status == 404)
  }

  @Test func theReportCarriesItsPolicyAndMayBeFramedHereOnly() async throws {
    live.show(Array("<p>page</p>".utf8), [])
    let report = try await answer("/report")
    #expect(report.text == "<p>page</p>")
    #expect(report.policy == "\(Self.policy); frame-ancestors 'self'")
    let shell = try await answer("/")
    #expect(shell.policy.contains("script-src 'self'"))
    #expect(!shell.policy.contains("unsafe"))
  }

  @Test func newsComesWhenThereIsSome() async throws {
    let first = try await answer("/state")
    #expect(first.text.contains(#""change":"first.1""#))
    #expect(first.text.contains(#""page":0"#))
    async let second = answer("/state", after: "first.1")
    live.show(Array("page".utf8), [])
    #expect(try await second.text.contains(#""page":1"#))
    // A browser that was left open over a new start is told at once.
    #expect(try await answer("/state", after: "older.7").status == 200)
  }

  @Test func aMistakeIsShownWithItsLineAndThePageStays() async throws {
    let source = SourceText(name: "t.md", text: "one\nneurosn: 2\n")
    live.show(Array("page".utf8), [])
    let mistake = Diagnostic(
      at: SourceLocation(file: "t.md", line: 2, column: 1), "unknown option 'neurosn'",
      help: "did you mean 'neurons'?")
    live.show([PreviewMessage(mistake, in: [source])])
    let state = try await answer("/state").text
    #expect(state.contains(#""place":"t.md:2:1""#))
    #expect(state.contains(#""line":{"indent":0,"number":2,"text":"neurosn: 2","width":7}"#))
    #expect(state.contains("did you mean 'neurons'?"))
    #expect(try await answer("/report").text == "page")
  }
}
