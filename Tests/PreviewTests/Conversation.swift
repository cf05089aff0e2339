import Dispatch
import Foundation
import Glibc

/// One request of HTTP over a socket, as a browser or somebody else might make it.
struct Conversation: Sendable {
  let status: Int
  let head: String
  let body: Data

  var text: String { String(decoding: body, as: UTF8.self) }

  /// No answer, and at which call with which `errno`.
  struct Refused: Error {
    let call: String
    let code = errno
  }

  /// - Parameters:
  ///   - host: what the request says it is for.
  ///   - address: where the server is sought.
  init(
    _ path: String, method: String = "GET", port: UInt16, host: String? = nil,
    address: String = "127.0.0.1"
  ) async throws {
    self = try await onThread {
      try Conversation(
        waitingFor: path, method: method, port: port, host: host ?? "localhost:\(port)",
        address: address)
    }
  }

  private init(
    waitingFor path: String, method: String, port: UInt16, host: String, address: String
  ) throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var patience = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var target = sockaddr_in()
    target.sin_family = sa_family_t(AF_INET)
    target.sin_port = port.bigEndian
    inet_pton(AF_INET, address, &target.sin_addr)
    let isOpen = withUnsafePointer(to: &target) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isOpen else { throw Refused(call: "connect") }
    let request = "\(method) \(path) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n"
    _ = Array(request.utf8).withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, 0) }
    var answer = Data()
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = recv(descriptor, &chunk, chunk.count, 0)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Refused(call: "recv") }
      guard count > 0 else { break }
      answer += chunk[..<count]
    }
    guard let end = answer.range(of: Data("\r\n\r\n".utf8)) else {
      throw Refused(call: "an answer of \(answer.count) bytes")
    }
    head = String(decoding: answer[..<end.lowerBound], as: UTF8.self)
    body = Data(answer[end.upperBound...])
    status = Int(head.split(separator: " ")[1]) ?? 0
  }
}

/// Waits on a thread of its own: the server under test needs those of the tasks.
func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value
{
  try await withCheckedThrowingContinuation { continuation in
    DispatchQueue(label: "waiting").async { continuation.resume(with: Result(catching: body)) }
  }
}
