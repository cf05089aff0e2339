import Diagnostics
import Directives
import Plotting
import Results
import Templates

/// Points of the author's that were read and understood, before anything is computed.
struct Overlay: Sendable {
  /// Rows beyond this many are refused: each is a marker.
  static let maximumRows = 2000
  static let maximumBytes = 1 << 20

  struct Row: Sendable {
    let x: Double
    let y: Double
    let error: Double?
    /// Of the cells of x and y.
    let places: (x: SourceLocation, y: SourceLocation)
  }

  /// Of the figure.
  let figure: String
  /// Of the directive, and of what it says of the panel.
  let location: SourceLocation
  let label: String
  /// As the columns are called; `error` is empty if there is none.
  let names: (x: String, y: String, error: String)
  /// Counted from 0.
  let panel: Int
  let rows: [Row]
  /// The path as written, and the SHA-256 of the bytes.
  let file: (name: String, hash: String)
}

extension CheckPass {
  /// The overlay that a directive asks for.
  mutating func overlay(_ directive: DirectiveBlock, among directives: [DirectiveBlock]) -> Overlay?
  {
    guard directive.kind == OverlayDirective.declaration.name else { return nil }
    let (tree, isReadable) = tree(directive)
    guard isReadable else { return nil }
    let arguments = collecting { () throws(Diagnostics) in
      try OverlayDirective.declaration.besideEcho.arguments(of: tree, at: directive.location)
    }
    guard let arguments else { return nil }
    let figure = arguments[OverlayDirective.on]
    let labels = directives.filter { $0.kind == "figure" }.compactMap(\.label)
    if !labels.contains(figure) {
      diagnostics.append(
        Diagnostic(
          at: arguments.location(of: OverlayDirective.on) ?? directive.location,
          "no figure is labelled '\(figure)'",
          help: labels.isEmpty
            ? "label one: {figure #\(figure)}"
            : helpNaming(figure, among: labels, noun: "labelled figures")))
    }
    do throws(Diagnostics) {
      return try read(arguments, at: directive.location)
    } catch {
      diagnostics += error.all
      return nil
    }
  }

  private func read(
    _ arguments: Arguments, at location: SourceLocation
  ) throws(Diagnostics) -> Overlay {
    let path = arguments[OverlayDirective.file]
    let place = arguments.location(of: OverlayDirective.file) ?? location
    let bytes: [UInt8]
    let table: CSVRows
    do throws(Diagnostic) {
      let file = try files.file(path, namedAt: place, limit: Overlay.maximumBytes)
      bytes = file.bytes
      table = try CSVRows(try file.text())
      guard table.rows.count <= Overlay.maximumRows else {
        throw Diagnostic(
          at: place, "\(path) has \(table.rows.count) rows",
          help: "at most \(Overlay.maximumRows) points are drawn")
      }
    } catch {
      throw Diagnostics([error])
    }
    var mistakes: [Diagnostic] = []
    func column(_ option: Option<String>) -> Int? {
      let name = arguments[option]
      if let index = table.names.firstIndex(where: { $0.text == name }) { return index }
      mistakes.append(
        Diagnostic(
          at: arguments.location(of: option) ?? location, "\(path) has no column '\(name)'",
          help: helpNaming(name, among: table.names.map(\.text), noun: "it has")))
      return nil
    }
    let (x, y) = (column(OverlayDirective.x), column(OverlayDirective.y))
    let errorName = arguments[OverlayDirective.error]
    let error = errorName.isEmpty ? nil : column(OverlayDirective.error)
    guard mistakes.isEmpty, let x, let y else { throw Diagnostics(mistakes) }
    func number(_ cell: PositionedText) -> Double {
      if let value = Double(cell.text), value.isFinite { return value }
      mistakes.append(
        Diagnostic(
          at: cell.location, length: max(1, cell.text.count),
          cell.text.isEmpty ? "the cell is empty" : "'\(cell.text)' is not a number",
          help: "a row without a point does not belong in the file"))
      return 0
    }
    let rows = table.rows.map { cells -> Overlay.Row in
      var size: Double?
      if let cell = error.map({ cells[$0] }), !cell.text.isEmpty {
        let value = number(cell)
        if value < 0 {
          mistakes.append(
            Diagnostic(
              at: cell.location, length: cell.text.count, "an error of \(cell.text) is below zero"))
        }
        size = value
      }
      return Overlay.Row(
        x: number(cells[x]), y: number(cells[y]), error: size,
        places: (cells[x].location, cells[y].location))
    }
    guard mistakes.isEmpty else { throw Diagnostics(mistakes) }
    let label = arguments[OverlayDirective.label]
    let letter = arguments[OverlayDirective.panel].unicodeScalars.first?.value ?? 97
    return Overlay(
      figure: arguments[OverlayDirective.on],
      location: arguments.location(of: OverlayDirective.panel) ?? location,
      label: label.isEmpty ? path : label,
      names: (arguments[OverlayDirective.x], arguments[OverlayDirective.y], errorName),
      panel: Int(letter) - 97, rows: rows, file: (path, sha256Text(bytes)))
  }
}
