import Glibc

/// Text on standard error.
func printError(_ text: String, terminator: String = "\n") {
  let bytes = Array((text + terminator).utf8)
  bytes.withUnsafeBytes { buffer in
    var rest = buffer[...]
    while !rest.isEmpty {
      let written = write(
        STDERR_FILENO, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      guard written > 0 else { return }
      rest = rest.dropFirst(written)
    }
  }
}

/// Whether messages may be coloured: on a terminal that can, unless NO_COLOR is set.
var usesColour: Bool {
  let isSet = { (name: String) in getenv(name).map { $0.pointee != 0 } ?? false }
  let isDumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? false
  return isatty(STDERR_FILENO) == 1 && !isSet("NO_COLOR") && !isDumb
}

/// Columns of the terminal, 80 if unknown.
var terminalWidth: Int {
  var size = winsize()
  guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
  return min(100, Int(size.ws_col))
}
