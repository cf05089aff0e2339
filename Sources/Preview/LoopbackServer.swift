import FlyingFox
import FlyingSocks
import Foundation
import Synchronization

/// A server that this machine alone can reach: it listens on 127.0.0.1 and, where the system has
/// it, on ::1, at the same port.
package struct LoopbackServer: Sendable {
  /// Other programs listen at every port that was tried.
  package struct PortsTaken: Error {}

  package let port: UInt16
  private let servers: [HTTPServer]

  /// - Parameter ports: tried in turn; at 0 the system chooses.
  /// - Throws: `PortsTaken`; what else keeps a server from listening.
  package init(ports: [UInt16], serving site: PreviewSite) async throws {
    for port in ports {
      guard let first = try await Self.listening(at: .inet(ip4: "127.0.0.1", port: port), site),
        case .ip4(_, let chosen)? = await first.listeningAddress
      else { continue }
      do {
        let second = try await Self.listening(at: .loopback(port: chosen), site)
        if let second {
          self.port = chosen
          servers = [first, second]
          return
        }
        // `localhost` may lead a browser to either, so the other's program would be met.
        await first.stop()
      } catch SocketError.failed {
        // A system without IPv6.
        self.port = chosen
        servers = [first]
        return
      }
    }
    throw PortsTaken()
  }

  package func stop() async {
    for server in servers { await server.stop() }
  }

  /// nil if the port is taken.
  private static func listening(
    at address: some SocketAddress, _ site: PreviewSite
  ) async throws -> HTTPServer? {
    let server = HTTPServer(
      config: .init(address: address, timeout: 60, logger: .disabled), handler: site)
    let failure = Mutex<(any Error)?>(nil)
    Task {
      do { try await server.run() } catch { failure.withLock { $0 = error } }
    }
    while await !server.isListening {
      switch failure.withLock({ $0 }) {
      case nil: try await Task.sleep(for: .milliseconds(1))
      case SocketError.failed(_, EADDRINUSE, _)?: return nil
      case let error?: throw error
      }
    }
    return server
  }
}
