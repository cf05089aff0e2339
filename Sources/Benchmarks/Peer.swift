import Glibc

/// A Python process that answers one line to each line.
final class Peer {
  private let process: pid_t
  private let toPeer: Int32
  private let fromPeer: UnsafeMutablePointer<FILE>

  /// Nil when it cannot be started.
  init?(interpreter: String, arguments: [String], environment: [String: String]) {
    var (input, output): ([Int32], [Int32]) = ([0, 0], [0, 0])
    guard pipe(&input) == 0, pipe(&output) == 0 else { return nil }
    for descriptor in [input[1], output[0]] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, input[0], 0)
    posix_spawn_file_actions_adddup2(&actions, output[1], 1)
    defer { posix_spawn_file_actions_destroy(&actions) }
    guard let child = spawn(interpreter, arguments, environment, &actions) else { return nil }
    close(input[0])
    close(output[1])
    guard let file = fdopen(output[0], "r") else { return nil }
    (process, toPeer, fromPeer) = (child, input[1], file)
  }

  deinit {
    close(toPeer)
    fclose(fromPeer)
    waitpid(process, nil, 0)
  }

  /// The answer to one line; nil when the peer has ended.
  func ask(_ line: String) -> String? {
    var question = line + "\n"
    let sent = question.withUTF8 { write(toPeer, $0.baseAddress, $0.count) }
    var answer = [CChar](repeating: 0, count: 256)
    guard sent > 0, fgets(&answer, 256, fromPeer) != nil else { return nil }
    return String(decoding: answer.prefix { $0 > 10 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// Runs a command to its end with its output thrown away; whether it succeeded.
func succeeds(_ command: String, _ arguments: [String]) -> Bool {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  for descriptor: Int32 in [1, 2] {
    posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
  }
  defer { posix_spawn_file_actions_destroy(&actions) }
  guard let child = spawn(command, arguments, [:], &actions) else { return false }
  var status: Int32 = -1
  waitpid(child, &status, 0)
  return status == 0
}

private func spawn(
  _ command: String, _ arguments: [String], _ environment: [String: String],
  _ actions: inout posix_spawn_file_actions_t
) -> pid_t? {
  var inherited: [String] = []
  var next = environ
  while let entry = next.pointee {
    let text = String(cString: entry)
    if !environment.keys.contains(where: { text.hasPrefix($0 + "=") }) { inherited.append(text) }
    next += 1
  }
  var words = ([command] + arguments).map { strdup($0) } + [nil]
  var settings = (inherited + environment.map { "\($0)=\($1)" }).map { strdup($0) } + [nil]
  defer { for text in words + settings { free(text) } }
  var child = pid_t()
  return posix_spawnp(&child, command, &actions, nil, &words, &settings) == 0 ? child : nil
}
