/// A formula as Typst math.
public struct TypstFormula: Sendable, Equatable {
  /// What stands between Typst's dollars; it calls Typst's own math functions and `definitions`.
  ///
  /// Every character of the TeX is an escape in it, so that none can be read as code.
  public let math: String
  /// The number that the author wrote with `\tag`, as math; nil if there is none.
  public let tag: String?

  init(answer: String) {
    let parts = answer.dropFirst().split(
      separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    math = String(parts[0])
    tag = parts.count > 1 ? String(parts[1]) : nil
  }

  /// Typst functions that `math` may call, to stand once at the top of a document.
  public static let definitions = """
    #let colored(paint, body) = text(fill: rgb(paint), body)
    #let sized(size, body) = text(size: size, body)
    #let hidden(body) = hide(body)
    #let hphantom(body) = box(height: 0pt, hide($body$))
    #let vphantom(body) = box(width: 0pt, hide($body$))
    #let llap(body) = box(width: 0pt, align(right, box($body$)))
    #let clap(body) = box(width: 0pt, align(center, box($body$)))
    #let rlap(body) = box(width: 0pt, align(left, box($body$)))
    #let raised(dy, body) = box(move(dy: -dy, $body$))
    #let ruled(width, height, shift) = box(
      width: width, height: height, fill: black, baseline: -shift)
    #let framed(body) = box(stroke: 0.4pt, inset: 3pt, baseline: 3pt, $body$)

    """
}
