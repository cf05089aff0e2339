import Diagnostics

/// Blocks with an anchor for every heading that has none: the slug of its words, with `-2`, `-3`, …
/// appended until no label and no other anchor is the same.
func withAnchors(_ blocks: [Block]) -> [Block] {
  var taken: Set<String> = []
  var counts: [String: Int] = [:]
  for block in blocks {
    block.forEachBlock { block in block.label.map { _ = taken.insert($0) } }
  }
  return blocks.replacingBlocks { block in
    guard case .heading(var heading) = block.content, heading.id.isEmpty else { return nil }
    let base = slug(of: plainText(heading.content))
    heading.id = base
    while !taken.insert(heading.id).inserted {
      counts[base, default: 1] += 1
      heading.id = "\(base)-\(counts[base, default: 1])"
    }
    return [Block(.heading(heading), at: block.location)]
  }
}

extension Block {
  /// The label an author gave this block itself, or the anchor made for it.
  var label: String? {
    switch content {
    case .heading(let heading): heading.id.isEmpty ? nil : heading.id
    case .equation(let equation): equation.label
    case .directive(let directive): directive.label
    case .div(let div): div.label
    default: nil
    }
  }

  /// What a cross-reference can name: the label of what is numbered or has a title.
  var target: String? {
    switch content {
    case .directive(let directive):
      ["figure", "table", "claim"].contains(directive.kind) ? directive.label : nil
    case .div(let div): div.kind == .exercise ? div.label : nil
    default: label
    }
  }
}

extension Template {
  /// Labels beyond this many are refused.
  static let maximumLabels = 5000

  /// The first label that is too many.
  var excessLabels: [Diagnostic] {
    var count = 0
    var place: SourceLocation?
    for block in blocks {
      block.forEachBlock { block in
        guard block.label != nil else { return }
        count += 1
        if count == Self.maximumLabels + 1 { place = block.location }
      }
    }
    guard let place else { return [] }
    return [
      Diagnostic(
        at: place, "the template has more than \(Self.maximumLabels) headings and labels",
        help: "split it into several reports")
    ]
  }

  /// Labels given twice in what one format shows.
  var repeatedLabels: [Diagnostic] {
    var found: Set<SourceLocation> = []
    var diagnostics: [Diagnostic] = []
    for format in OutputFormat.allCases {
      var taken: [String: SourceLocation] = [:]
      for block in blocks.kept(in: format) {
        block.forEachBlock { block in
          guard let label = block.label, isLabel(label) else { return }
          let place = source.location(of: "#\(label)", from: block.location)
          guard let first = taken[label] else {
            taken[label] = place
            return
          }
          guard found.insert(block.location).inserted else { return }
          diagnostics.append(
            Diagnostic(
              at: place, "the label '\(label)' is already used", help: "give one another label",
              related: [.init(at: first, "it is used here first")]))
        }
      }
    }
    return diagnostics
  }
}
