import ArgumentParser
import Diagnostics
import Glibc
import Preview
import Publishing
import Weaving

struct PreviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "Show a template in the browser and follow it while it is written.",
    discussion: """
      Serves the report to this machine only. Every save is checked and rendered anew, what it asks \
      for is computed, and the browser shows it where you were reading. A mistake is shown with its \
      line under the last page without one. Ctrl-C ends it; finished runs are kept.
      """)

  @Argument(help: "A Markdown file with directives.")
  var template: String

  @Option(
    help: ArgumentHelp("Where to listen; else the first free port from 4650.", valueName: "n"))
  var port: UInt16?

  @Flag(help: "Open the browser.")
  var open = false

  @OptionGroup var messages: MessageOptions
  @OptionGroup var chosen: VariantOptions
  @OptionGroup var work: WorkOptions

  func run() async throws {
    let variant: Variant
    do { variant = try chosen.variant } catch {
      try messages.report(error.all)
      return
    }
    guard access(template, F_OK) == 0 else {
      throw CommandFailure(
        message: "cannot read \(template): \(String(cString: strerror(errno)).lowercased())")
    }
    let interruption = Interruption()
    let live = LivePage(template: template)
    let server = try await server(of: live)
    let address = "http://localhost:\(server.port)/"
    printError("\(template) is shown at \(address) to this machine only; Ctrl-C ends it")
    if open { openBrowser(at: address) }
    let preview = try preview(in: live, variant, interruption)
    var watch = FileWatch([template])
    watch.follow(await preview.update())
    while !interruption.isRequested {
      try await Task.sleep(for: .milliseconds(20))
      if watch.hasChanged() { watch.follow(await preview.update()) }
    }
    await preview.stop()
    await server.stop()
    printError("\npreview ended; finished runs are kept")
  }

  private func preview(
    in live: LivePage, _ variant: Variant, _ interruption: Interruption
  ) throws -> TemplatePreview {
    let store = try work.place.openStore(beside: parentFolder(of: template))
    let memo = WarmMemo(store.memo)
    let checker = TemplateChecker(
      catalog: .scarp, memoryLimit: work.memoryLimit, memo: memo)
    checker.warmUp()
    let (path, messages) = (template, messages)
    return TemplatePreview(
      reading: {
        TemplateReading(
          path: path, checkedBy: checker, variant, isStrict: messages.strict)
      },
      computation: work.computation(
        in: store, interruption: interruption,
        progress: PreviewProgress(in: live, name: reportName(path))),
      drawings: memo, shownIn: live,
      // A mistake ends a render; here it waits for the next save.
      tell: { try? messages.report($0, in: $1) })
  }

  /// - Throws: `CommandFailure` if the port is taken.
  private func server(of live: LivePage) async throws -> LoopbackServer {
    var moment = timespec()
    clock_gettime(CLOCK_REALTIME, &moment)
    let site = PreviewSite(
      of: live, policy: HTMLPage.policy, start: "\(getpid())-\(moment.tv_sec)")
    do {
      return try await LoopbackServer(
        ports: port.map { [$0] } ?? Array(Self.firstPort..<Self.firstPort + 50), serving: site)
    } catch is LoopbackServer.PortsTaken {
      guard let port else {
        throw CommandFailure(message: "no port from \(Self.firstPort) on is free: give a --port")
      }
      throw CommandFailure(
        message: "another program listens at port \(port): give another --port, or none")
    } catch {
      throw CommandFailure(message: "cannot listen at port \(port ?? Self.firstPort): \(error)")
    }
  }

  private static let firstPort: UInt16 = 4650
}

/// Hands an address to the program that the desktop opens addresses with, if there is one.
private func openBrowser(at address: String) {
  let arguments: [String] = ["xdg-open", address]
  var words = arguments.map { strdup($0) } + [nil]
  defer { for word in words { free(word) } }
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
    posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
  }
  var process = pid_t()
  if posix_spawnp(&process, "xdg-open", &actions, nil, &words, environ) != 0 {
    printError("no browser could be opened; the address is \(address)")
  }
}
