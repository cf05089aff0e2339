import CCairo
import Plotting
import Results
import Weaving

/// A scene as SVG, taken from what was drawn before where it is the same to the last coordinate.
public func svg(_ scene: Scene, memo: any Memo) -> String {
  guard let content = try? Archive.bytes(of: scene) else { return svg(scene) }
  let key = MemoKey(kind: "svg", content: content)
  if let bytes = memo.bytes(for: key) { return String(decoding: bytes, as: UTF8.self) }
  let drawing = svg(scene)
  memo.keep(Array(drawing.utf8), for: key)
  return drawing
}

/// The versions of the libraries that draw.
public var drawingLibraries: String {
  "cairo \(String(cString: cairo_version_string())) pango \(String(cString: pango_version_string()))"
}
