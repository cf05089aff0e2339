import Diagnostics
import Glibc
import Synchronization
import Templates
import Weaving

/// Reads the files that a template names, never outside the template's folder.
///
/// Symbolic links are not followed at any step, so that no name inside the folder leads out of it.
final class FolderReader: SourceReader {
  /// As the user wrote it: `.`, `templates`, `/home/a/b`.
  private let folder: String
  private let texts = Mutex<[SourceText]>([])
  private let names = Mutex<Set<String>>([])
  private let found: Result<Project?, Diagnostics>

  /// - Parameter template: the path of the template.
  init(besideTemplate template: String) {
    let slash = template.lastIndex(of: "/")
    folder = slash.map { $0 == template.startIndex ? "/" : String(template[..<$0]) } ?? ""
    let folder = folder
    found = Result { () throws(Diagnostics) in try Project.nearest(to: folder) }
  }

  /// The files read so far, for excerpts in messages.
  var read: [SourceText] { texts.withLock { $0 } }

  /// The files that were asked for, read or not, to watch for changes.
  var sought: Set<String> { names.withLock { $0 } }

  func file(
    _ path: String, namedAt place: SourceLocation, limit: Int
  ) throws(Diagnostic) -> SourceFile {
    // What a project's file names lies beside that file.
    let project = try? found.get()
    let root = place.file == project?.source.name ? project?.folder ?? folder : folder
    let prefix = root.isEmpty || root.hasSuffix("/") ? root : root + "/"
    let components = try confinedPath(
      path, from: self.components(of: place.file, inside: prefix), at: place)
    let name = prefix + components.joined(separator: "/")
    names.withLock { _ = $0.insert(name) }
    let file = SourceFile(
      name: name, bytes: try bytes(of: components, in: root, name, place, limit))
    texts.withLock { $0.append(SourceText(name: name, text: (try? file.text().text) ?? "")) }
    return file
  }

  func project() throws(Diagnostics) -> SourceText? {
    let project = try found.get()
    if let source = project?.source {
      names.withLock { _ = $0.insert(source.name) }
      texts.withLock { $0.append(source) }
    }
    return project?.source
  }

  /// The folders between the template's and a file, both named as the user sees them.
  private func components(of file: String, inside prefix: String) -> [String] {
    guard file.hasPrefix(prefix) else { return [] }
    return file.dropFirst(prefix.count).split(separator: "/").dropLast().map(String.init)
  }

  /// What the project gives the command line; nothing where its file is missing or faulty, which
  /// whoever checks the template is told.
  var defaults: CommandDefaults {
    guard let project = try? found.get(), let read = try? ProjectDefaults(project.source) else {
      return CommandDefaults()
    }
    return CommandDefaults(read.commandLine, of: project)
  }

  private func bytes(
    of components: [String], in folder: String, _ name: String, _ place: SourceLocation,
    _ limit: Int
  ) throws(Diagnostic) -> [UInt8] {
    func failure() -> Diagnostic {
      let reason =
        errno == ELOOP || errno == ENOTDIR
        ? "it passes through a symbolic link or a file"
        : String(cString: strerror(errno)).lowercased()
      return Diagnostic(at: place, "cannot read \(name): \(reason)")
    }
    var descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure() }
    for (index, component) in components.enumerated() {
      let isLast = index == components.count - 1
      // A pipe or a device opened without O_NONBLOCK could wait for ever.
      let flags =
        O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (isLast ? 0 : O_DIRECTORY)
      let next = openat(descriptor, component, flags)
      let reason = errno
      close(descriptor)
      errno = reason
      guard next >= 0 else { throw failure() }
      descriptor = next
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure() }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw Diagnostic(at: place, "\(name) is not a file")
    }
    guard status.st_size <= limit else {
      throw Diagnostic(at: place, "\(name) is larger than \(limit) bytes")
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      guard count >= 0 else { throw failure() }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
    throw Diagnostic(at: place, "\(name) is larger than \(limit) bytes")
  }
}
