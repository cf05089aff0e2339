/// Collects a value's fields as an `ArchiveValue`.
final class ArchiveEncoder: Encoder {
  /// What is being filled: containers hand out cells that are filled later.
  final class Cell {
    private enum Content {
      case empty
      case value(ArchiveValue)
      case list([Cell])
      case record([(name: String, cell: Cell)])
    }

    private var content = Content.empty

    var count: Int { if case .list(let cells) = content { cells.count } else { 0 } }

    func set(_ value: ArchiveValue) { content = .value(value) }

    func beginList() { if case .empty = content { content = .list([]) } }

    func beginRecord() { if case .empty = content { content = .record([]) } }

    func append() -> Cell {
      guard case .list(var cells) = content else { preconditionFailure("a list was begun") }
      content = .empty
      let cell = Cell()
      cells.append(cell)
      content = .list(cells)
      return cell
    }

    func field(_ name: String) -> Cell {
      guard case .record(var cells) = content else { preconditionFailure("a record was begun") }
      content = .empty
      let cell = Cell()
      cells.append((name, cell))
      content = .record(cells)
      return cell
    }

    var value: ArchiveValue {
      switch content {
      case .empty: .record([])
      case .value(let value): value
      case .list(let cells): .list(cells.map(\.value))
      case .record(let cells): .record(cells.map { ($0.name, $0.cell.value) })
      }
    }
  }

  let cell: Cell
  let codingPath: [any CodingKey]
  let userInfo: [CodingUserInfoKey: Any] = [:]

  init(cell: Cell = Cell(), codingPath: [any CodingKey] = []) {
    self.cell = cell
    self.codingPath = codingPath
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    cell.beginRecord()
    return KeyedEncodingContainer(Fields(cell: cell, codingPath: codingPath))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    cell.beginList()
    return Items(cell: cell, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    Single(cell: cell, codingPath: codingPath)
  }
}

extension ArchiveEncoder.Cell {
  /// Fills the cell, known shapes without detours.
  func encode(_ value: some Encodable, _ path: [any CodingKey]) throws {
    switch value {
    case let number as Double: set(.number(number))
    case let integer as Int: set(.integer(integer))
    case let text as String: set(.text(text))
    case let flag as Bool: set(.flag(flag))
    case let numbers as [Double]: set(.numbers(numbers))
    case let named as any Named:
      beginRecord()
      for (name, value) in named.entries { try field(name).encode(value, path) }
    default: try value.encode(to: ArchiveEncoder(cell: self, codingPath: path))
    }
  }

  func encodeInteger(_ value: some BinaryInteger, _ path: [any CodingKey]) throws {
    guard let integer = Int(exactly: value) else {
      throw EncodingError.invalidValue(
        value, .init(codingPath: path, debugDescription: "an integer of more than 64 bits"))
    }
    set(.integer(integer))
  }
}

/// A dictionary by names, whose own order differs from run to run.
private protocol Named {
  /// Sorted by name.
  var entries: [(name: String, value: any Encodable)] { get }
}

extension Dictionary: Named where Key == String, Value: Encodable {
  fileprivate var entries: [(name: String, value: any Encodable)] {
    sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
