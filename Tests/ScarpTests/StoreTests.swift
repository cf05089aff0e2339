import Foundation
import Testing

/// Numbers that look random and are the same in every run.
struct Draw: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

/// What may happen to the file of a store, and the report that comes out all the same.
@Suite struct StoreTests {
  private let folder: Folder
  /// Of an undisturbed render.
  private let report: Data

  init() throws {
    folder = try Folder()
    try folder.write(smallTemplate(), to: "t.md")
    let ran = try scarp("render", "t.md", in: folder)
    try #require(ran.code == 0, "\(ran.messages)")
    report = try #require(folder.bytes("reports/t.html"))
  }

  private var file: URL { URL(filePath: "\(folder.path)/.scarp/results.sqlite") }

  /// Renders again into a folder of its own.
  private func again(_ arguments: String..., limits: String = "") throws -> (Ran, Data?) {
    let ran = try start(
      ["render", "t.md", "--output-dir", "again"] + arguments, in: folder, limits: limits
    ).ended()
    defer { try? FileManager.default.removeItem(atPath: "\(folder.path)/again") }
    return (ran, folder.bytes("again/t.html"))
  }

  @Test("a second render computes nothing, keeps nothing new and gives the same bytes")
  func unchanged() throws {
    func rows() throws -> String {
      try Rows(file.path).value(
        """
        SELECT (SELECT group_concat(rowid || id || checksum) FROM unit) || ' '
          || (SELECT group_concat(rowid || key || checksum) FROM memo) || ' '
          || (SELECT group_concat(rowid || directive || moment) FROM plan)
        """)
    }
    let before = try rows()
    let (ran, bytes) = try again()
    #expect(ran.code == 0 && bytes == report && !ran.messages.contains("runs"))
    #expect(try rows() == before)
  }

  @Test("whatever byte of the file is another, the report is the same", arguments: 0..<24)
  func flipped(_ seed: Int) throws {
    var draw = Draw(state: UInt64(seed))
    var bytes = try Data(contentsOf: file)
    for _ in 0..<(seed % 3 + 1) {
      let index = Int.random(in: 0..<bytes.count, using: &draw)
      bytes[index] ^= UInt8.random(in: 1...255, using: &draw)
    }
    try bytes.write(to: file)
    let (ran, again) = try again()
    // A first byte of another number is that of another program's file, or a newer scarp's.
    let isRefused = ran.messages.contains("choose another --store")
    #expect(isRefused ? ran.code == 1 : ran.code == 0 && again == report, "\(ran.messages)")
  }

  @Test("damaged rows are computed again, with a word")
  func rows() throws {
    try Rows(file.path).run(
      "UPDATE unit SET payload = zeroblob(length(payload)) WHERE id IN (\(twoSweeps))")
    let (ran, bytes) = try again()
    #expect(ran.code == 0 && bytes == report)
    #expect(ran.messages.contains("2 kept results of threshold-sweep are damaged"))
    #expect(try !again().0.messages.contains("damaged"))
  }

  @Test("a result under the name of another is noticed")
  func swapped() throws {
    try Rows(file.path).run(
      """
      UPDATE unit SET (payload, checksum) = (
        SELECT payload, checksum FROM unit AS other WHERE other.rowid = 2) WHERE rowid = 1
      """)
    let (ran, bytes) = try again()
    #expect(bytes == report && ran.messages.contains("1 kept result of"))
  }

  @Test("a file cut off or overwritten is set aside with a word", arguments: [0.5, 0.9, 0.01])
  func cut(_ share: Double) throws {
    let whole = try Data(contentsOf: file)
    try whole.prefix(Int(share * Double(whole.count))).write(to: file)
    let (ran, bytes) = try again()
    #expect(ran.code == 0 && bytes == report, "\(ran.messages)")
    #expect(ran.messages.contains("set aside") && folder.has(".scarp/results.sqlite.damaged"))
    #expect(try again("--cached").1 == report)
  }

  @Test("nonsense in the place of the store, and of its log, does not stop a render")
  func nonsense() throws {
    try Data("no database\n".utf8).write(to: file)
    #expect(try again().1 == report)
    try Data((0..<5000).map { UInt8($0 % 251) }).write(to: URL(filePath: file.path + "-wal"))
    #expect(try again().1 == report)
    try Data().write(to: file)
    #expect(try again().1 == report)
  }

  @Test("a log left behind by a process that died is taken in")
  func log() throws {
    try Rows(file.path).run("DELETE FROM unit")
    let kept = try Rows(file.path)
    try kept.run("BEGIN; SELECT count(*) FROM unit")
    #expect(try again().1 == report)
    // What was written while somebody read stands in the log; copied now, it is one left behind.
    for ending in ["", "-wal"] {
      let bytes = try Data(contentsOf: URL(filePath: file.path + ending))
      try bytes.write(to: URL(filePath: "\(folder.path)/copy.sqlite\(ending)"))
    }
    #expect(try Data(contentsOf: URL(filePath: "\(folder.path)/copy.sqlite-wal")).count > 0)
    let (ran, bytes) = try again("--cached", "--store", "copy.sqlite")
    #expect(ran.code == 0 && bytes == report, "\(ran.messages)")
  }

  @Test("stores of newer programs and databases of others are left alone")
  func foreign() throws {
    try Rows(file.path).run("PRAGMA user_version = 99")
    #expect(try again().0.messages.contains("newer scarp"))
    try Rows("\(folder.path)/other.db").run("CREATE TABLE mine (x); INSERT INTO mine VALUES (7)")
    #expect(try again("--store", "other.db").0.messages.contains("another program"))
    #expect(try Rows("\(folder.path)/other.db").value("SELECT x FROM mine") == "7")
  }

  @Test("a store of the version before is brought up to date with its results")
  func older() throws {
    try Rows(file.path).run(
      """
      DROP TABLE plan;
      CREATE TABLE plan (
        template TEXT NOT NULL, directive TEXT NOT NULL, spans BLOB NOT NULL,
        PRIMARY KEY (template, directive)) WITHOUT ROWID;
      PRAGMA user_version = 2
      """)
    #expect(try again("--cached").1 == report)
    #expect(try Rows(file.path).value("SELECT count(*) FROM plan") == "2")
  }

  @Test("where nothing may be written, kept results are used and new ones are not kept")
  func readOnly() throws {
    // Whoever may do everything is not stopped by permissions: as nobody, then.
    let isRoot = geteuid() == 0
    try FileManager.default.copyItem(atPath: program, toPath: "\(folder.path)/scarp-copy")
    let nobody = isRoot ? "exec setpriv --reuid 65534 --regid 65534 --clear-groups" : "exec"
    let limits = "\(nobody) ./scarp-copy \"$@\"; :"
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/again", withIntermediateDirectories: true)
    let open = [FileAttributeKey.posixPermissions: 0o777]
    let closed = [FileAttributeKey.posixPermissions: 0o555]
    let manager = FileManager.default
    defer {
      for path in ["", "/.scarp"] {
        try? manager.setAttributes(open, ofItemAtPath: folder.path + path)
      }
    }
    try manager.setAttributes(open, ofItemAtPath: "\(folder.path)/again")
    try manager.setAttributes(
      [.posixPermissions: 0o444], ofItemAtPath: file.path)
    try manager.setAttributes(closed, ofItemAtPath: "\(folder.path)/.scarp")
    let kept = try start(
      ["render", "t.md", "--cached", "--output-dir", "again"], in: folder, limits: limits
    ).ended()
    #expect(kept.code == 0 && folder.bytes("again/t.html") == report, "\(kept.messages)")
    try folder.write(smallTemplate(seeds: 3), to: "t.md")
    let new = try start(
      ["render", "t.md", "--output-dir", "again"], in: folder, limits: limits
    ).ended()
    #expect(new.code == 0 && new.messages.contains("read-only"), "\(new.messages)")
    #expect(folder.bytes("again/t.html") != report)
  }

  @Test("on a full disk the report is made all the same, and the next render goes on")
  func full() throws {
    let full = try Folder()
    try full.write(smallTemplate(seeds: 300), to: "t.md")
    func render(_ output: String, _ store: String, _ limits: String = "") throws -> Ran {
      try start(
        ["render", "t.md", "--output-dir", output, "--store", store], in: full, limits: limits
      ).ended()
    }
    // No file may grow beyond 300 · 512 bytes; the write fails instead of ending the process.
    let ran = try render("a", "a.sqlite", "trap '' XFSZ; ulimit -f 300;")
    #expect(ran.code == 0 && ran.messages.contains("what is computed now is not kept"))
    #expect(try render("b", "b.sqlite").code == 0)
    let bytes = try #require(full.bytes("b/t.html"))
    #expect(full.bytes("a/t.html") == bytes)
    #expect(try render("c", "a.sqlite").code == 0)
    #expect(full.bytes("c/t.html") == bytes)
  }

  @Test("two renders at once on one store are both right")
  func together() throws {
    let folder = try Folder()
    try folder.write(smallTemplate(seeds: 40, d: 60), to: "t.md")
    let both = try ["a", "b"].map {
      try start(["render", "t.md", "--output-dir", $0], in: folder)
    }
    for ran in both.map({ $0.ended() }) { #expect(ran.code == 0, "\(ran.messages)") }
    let bytes = try #require(folder.bytes("a/t.html"))
    #expect(folder.bytes("b/t.html") == bytes)
    try #require(try scarp("render", "t.md", "--store", "alone.sqlite", in: folder).code == 0)
    #expect(folder.bytes("reports/t.html") == bytes)
    #expect(try scarp("cache", "verify", in: folder).code == 0)
  }
}
