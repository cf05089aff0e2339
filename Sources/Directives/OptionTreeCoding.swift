/// Texts, lists and objects; places in files are left out.
extension OptionTree: Codable {
  private struct Name: CodingKey {
    let stringValue: String
    let intValue: Int? = nil

    init(stringValue: String) { self.stringValue = stringValue }

    init?(intValue: Int) { nil }
  }

  public init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: Name.self) {
      let entries = try container.allKeys.sorted { $0.stringValue < $1.stringValue }.map { key in
        Entry(
          name: key.stringValue, nameLocation: nil,
          value: try container.decode(OptionTree.self, forKey: key))
      }
      self.init(.mapping(entries))
    } else if let items = try? decoder.singleValueContainer().decode([OptionTree].self) {
      self.init(.list(items))
    } else {
      self.init(.scalar(try decoder.singleValueContainer().decode(String.self)))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    switch content {
    case .scalar(let text):
      var container = encoder.singleValueContainer()
      try container.encode(text)
    case .list(let items):
      var container = encoder.singleValueContainer()
      try container.encode(items)
    case .mapping(let entries):
      var container = encoder.container(keyedBy: Name.self)
      for entry in entries {
        try container.encode(entry.value, forKey: Name(stringValue: entry.name))
      }
    }
  }
}
