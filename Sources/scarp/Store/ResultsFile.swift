import Results

/// Results that travel: one line with the format and the SHA-256 of the rest, then the rows as an
/// archive.
struct ResultsFile {
  struct Row: Codable {
    let identity: [String: String]
    let seconds: Double?
    let predicted: Double?
    let result: UnitResult
  }

  /// Why bytes are no such file, in words that follow its name.
  struct Refusal: Error, CustomStringConvertible {
    let description: String
  }

  private static let title = "scarp results 1 "
  private static let digestLength = 64

  let rows: [Row]

  init(rows: [Row]) { self.rows = rows }

  /// - Throws: `Refusal`.
  init(bytes: [UInt8]) throws {
    guard bytes.starts(with: Self.title.utf8) else {
      let isOther = bytes.starts(with: "scarp results ".utf8)
      throw Refusal(
        description: isOther
          ? "written by a newer scarp" : "not a file that scarp cache export wrote")
    }
    let head = Self.title.utf8.count + Self.digestLength + 1
    let body = bytes.dropFirst(head)
    guard bytes.count > head,
      sha256(Array(body))
        == String(decoding: bytes[Self.title.utf8.count..<head - 1], as: UTF8.self)
    else { throw Refusal(description: "cut off or changed: its checksum is not that of its rows") }
    do {
      rows = try Archive.value([Row].self, from: body)
    } catch {
      throw Refusal(description: "its rows are not results of this scarp")
    }
    for (index, row) in rows.enumerated() where !row.isPlausible {
      throw Refusal(description: "row \(index + 1) is not the result that it says it is")
    }
  }

  var bytes: [UInt8] {
    get throws {
      let body = try Archive.bytes(of: rows)
      return Array("\(Self.title)\(sha256(body))\n".utf8) + body
    }
  }
}

extension ResultsFile.Row {
  /// Whether it names what a unit is named by, and holds a result of that seed.
  fileprivate var isPlausible: Bool {
    ["experiment", "revision", "numerics"].allSatisfy { identity[$0]?.isEmpty == false }
      && identity["seed"] == String(result.seed)
      && [seconds, predicted].allSatisfy { $0.map { $0.isFinite && $0 >= 0 } ?? true }
  }
}
