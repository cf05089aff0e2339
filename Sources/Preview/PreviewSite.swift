import FlyingFox
import Foundation

/// What the server of a preview answers: a shell page with its script, the report inside it, and
/// news of both.
///
/// Only a request that names this machine is answered, so that a page of another site cannot read
/// the report through a name of its own that leads here.
package struct PreviewSite: HTTPHandler {
  private let live: LivePage
  /// The report's own policy.
  private let policy: String
  /// Which start of the program this is; a browser left open may have seen another.
  private let start: String

  /// - Parameters:
  ///   - policy: the Content-Security-Policy of the report.
  ///   - start: differs from one start of the program to the next.
  package init(of live: LivePage, policy: String, start: String) {
    self.live = live
    self.policy = policy
    self.start = start
  }

  package func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard Self.names(ofThisMachine: request.headers[.host] ?? "") else {
      return text("this preview is for this machine only", .misdirectedRequest)
    }
    guard request.method == .GET else {
      return text("a preview can only be read", .methodNotAllowed)
    }
    return switch request.path {
    case "/":
      answer(PackageResources.preview_html, "text/html; charset=utf-8", Self.shellPolicy)
    case "/preview.css": answer(PackageResources.preview_css, "text/css; charset=utf-8")
    case "/preview.js": answer(PackageResources.preview_js, "text/javascript; charset=utf-8")
    case "/report":
      answer(
        live.now.html, "text/html; charset=utf-8", policy + "; frame-ancestors 'self'")
    case "/state": try await state(after: request.query["after"] ?? "")
    default: text("there is nothing here", .notFound)
    }
  }

  /// What is shown; if the browser has seen that already, the next thing.
  private func state(after seen: String) async throws -> HTTPResponse {
    let parts = seen.split(separator: ".")
    if parts.count == 2, parts[0] == start, let change = Int(parts[1]) {
      await live.news(since: change, atMost: .seconds(20))
    }
    struct News: Encodable {
      let change: String
      let shown: PreviewState
    }
    let (shown, _, change) = live.now
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = try encoder.encode(News(change: "\(start).\(change)", shown: shown))
    return answer(Array(json), "application/json")
  }

  /// A host with or without a port.
  private static func names(ofThisMachine host: String) -> Bool {
    let name = host.hasSuffix("]") ? host[...] : host[..<(host.lastIndex(of: ":") ?? host.endIndex)]
    return ["localhost", "127.0.0.1", "[::1]"].contains(name.lowercased())
  }

  private static let shellPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    + "frame-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "
    + "frame-ancestors 'none'"

  private func answer(
    _ bytes: [UInt8], _ type: String, _ policy: String = "default-src 'none'"
  ) -> HTTPResponse {
    response(.ok, type, policy, bytes)
  }

  private func text(_ words: String, _ status: HTTPStatusCode) -> HTTPResponse {
    response(status, "text/plain; charset=utf-8", "default-src 'none'", Array((words + "\n").utf8))
  }

  private func response(
    _ status: HTTPStatusCode, _ type: String, _ policy: String, _ bytes: [UInt8]
  ) -> HTTPResponse {
    HTTPResponse(
      statusCode: status,
      headers: [
        .contentType: type, .cacheControl: "no-store",
        HTTPHeader("Content-Security-Policy"): policy,
        HTTPHeader("X-Content-Type-Options"): "nosniff",
        HTTPHeader("Referrer-Policy"): "no-referrer",
        HTTPHeader("Cross-Origin-Resource-Policy"): "same-origin",
      ],
      body: HTTPBodySequence(data: Data(bytes), suggestedBufferSize: 1 << 20))
  }
}
