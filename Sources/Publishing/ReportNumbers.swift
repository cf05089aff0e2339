import FoundationEssentials
import Results
import Weaving

/// Every number that a report shows, by name, so that two reports can be compared.
public struct ReportNumbers: Sendable {
  /// The file that a report carries about itself.
  static let recordName = "scarp-record.json"

  /// Text of each number by where it stands: `tbl-cliff, row 2, delta50`.
  public let entries: [(name: String, text: String)]

  /// Of a report as it was woven.
  public init(_ report: WovenReport) {
    let shown = report.shown(in: .html)
    var entries = Self.entries(of: shown.blocks)
    if let record = report.record { entries += Self.entries(of: record) }
    self.entries = entries
  }

  /// Of a report as an HTML file; nil if it holds no record of itself.
  public init?(html: String) {
    var entries: [(String, String)] = []
    var rest = html[...]
    var hasRecord = false
    while let start = rest.firstRange(of: "download=\"") {
      rest = rest[start.upperBound...]
      guard let name = rest.firstIndex(of: "\"").map({ rest[..<$0] }),
        let link = rest.firstRange(of: "href=\"data:"),
        link.lowerBound < (rest.firstIndex(of: ">") ?? rest.endIndex),
        let comma = rest[link.upperBound...].firstIndex(of: ","),
        let end = rest[link.upperBound...].firstIndex(of: "\"")
      else { continue }
      let text = percentDecoded(rest[rest.index(after: comma)..<end])
      if name == Self.recordName {
        guard
          let record = try? JSONDecoder().decode(ReportRecord.self, from: Data(text.utf8))
        else { return nil }
        hasRecord = true
        entries += Self.entries(of: record)
      } else if name.hasSuffix(".csv") {
        entries += Self.entries(of: rows(of: text), name: String(name.dropLast(4)))
      }
      rest = rest[end...]
    }
    guard hasRecord else { return nil }
    self.entries = entries
  }

  private static func entries(of blocks: [WovenBlock]) -> [(String, String)] {
    blocks.flatMap { block -> [(String, String)] in
      switch block {
      case .figure(let figure):
        entries(of: figure.data, name: figure.label ?? "figure-\(figure.number)")
      case .table(let table):
        entries(of: table.data, name: table.label ?? "table-\(table.number)")
      case .div(let div): entries(of: div.blocks)
      case .markdown, .claim, .references, .note: []
      }
    }
  }

  private static func entries(of data: DataTable, name: String) -> [(String, String)] {
    data.rows.isEmpty ? [] : entries(of: [data.columns] + data.rows, name: name)
  }

  private static func entries(of rows: [[String]], name: String) -> [(String, String)] {
    guard let head = rows.first else { return [] }
    return rows.dropFirst().enumerated().flatMap { index, row in
      zip(head, row).map { ("\(name), row \(index + 1), \($0)", $1) }
    }
  }

  private static func entries(of record: ReportRecord) -> [(String, String)] {
    func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
    let values = record.values.enumerated().flatMap { index, value in
      [("", value.text), (", low", value.low), (", high", value.high)].map { end, text in
        ("value \(index + 1), \(value.path)\(end)", text ?? "")
      }
    }
    let claims = record.claims.flatMap { claim -> [(String, String)] in
      let name = claim.label ?? "claim \(claim.number)"
      return [(name, claim.verdict.rawValue)]
        + (claim.comparisons + claim.quantities).flatMap { number in
          [("", number.estimate), (", low", number.low), (", high", number.high)].map {
            end, value in
            ("\(name), \(number.name)\(end)", text(value))
          }
        }
    }
    return values + claims
  }
}

extension ReportRecord {
  /// One object on one line, keys in order: equal records are equal bytes.
  var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else {
      preconditionFailure("a record holds finite numbers and text")
    }
    return String(decoding: data, as: UTF8.self)
  }
}

func percentDecoded(_ text: Substring) -> String {
  var bytes: [UInt8] = []
  var rest = Array(text.utf8)[...]
  while let byte = rest.popFirst() {
    if byte == UInt8(ascii: "%"), rest.count >= 2,
      let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
    {
      bytes.append(value)
      rest = rest.dropFirst(2)
    } else {
      bytes.append(byte)
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}

/// The cells of a CSV text, quotes undone.
private func rows(of csv: String) -> [[String]] {
  var rows: [[String]] = []
  var row: [String] = []
  var cell = ""
  var isQuoted = false
  var characters = Array(csv.unicodeScalars)[...]
  while let scalar = characters.popFirst() {
    if isQuoted {
      if scalar == "\"" {
        if characters.first == "\"" {
          cell.unicodeScalars.append("\"")
          characters = characters.dropFirst()
        } else {
          isQuoted = false
        }
      } else {
        cell.unicodeScalars.append(scalar)
      }
      continue
    }
    switch scalar {
    case "\"": isQuoted = true
    case ",":
      row.append(cell)
      cell = ""
    case "\r": break
    case "\n":
      rows.append(row + [cell])
      (row, cell) = ([], "")
    default: cell.unicodeScalars.append(scalar)
    }
  }
  if !cell.isEmpty || !row.isEmpty { rows.append(row + [cell]) }
  return rows
}
