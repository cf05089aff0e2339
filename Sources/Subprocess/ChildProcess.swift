import Glibc

/// A program run to its end or to a time limit.
package enum ChildProcess {
  package enum Outcome: Equatable {
    case exited(Int32)
    case killed(signal: Int32)
    case outOfTime
  }

  /// - Parameters:
  ///   - program: a path, or a name that is looked for in PATH.
  ///   - output: the file that receives what the program prints.
  ///   - seconds: after which it is killed.
  /// - Throws: `Errno` where the program cannot be started.
  package static func run(
    _ program: String, _ arguments: [String], output: String, seconds: Double
  ) throws(Errno) -> Outcome {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(
      &actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Signals that this process ignores must be able to end the program.
    var defaults = sigset_t()
    sigemptyset(&defaults)
    for number in [SIGINT, SIGTERM, SIGPIPE] { sigaddset(&defaults, number) }
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))

    var words = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process = pid_t()
    let failure = posix_spawnp(&process, program, &actions, &attributes, &words, environ)
    guard failure == 0 else { throw Errno(code: failure) }
    return wait(for: process, seconds: seconds)
  }

  private static func wait(for process: pid_t, seconds: Double) -> Outcome {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(seconds)
    var status: Int32 = 0
    while true {
      let answer = waitpid(process, &status, WNOHANG)
      if answer == process { break }
      if clock.now >= end {
        kill(process, SIGKILL)
        waitpid(process, &status, 0)
        return .outOfTime
      }
      usleep(2000)
    }
    return status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal: status & 0x7F)
  }

  package struct Errno: Error {
    package let code: Int32
    package var reason: String { String(cString: strerror(code)).lowercased() }
  }
}
