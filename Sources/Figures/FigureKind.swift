import Directives
import Results

/// A way to draw a result.
public protocol FigureKind: Sendable {
  /// Name, summary and the options of this kind alone.
  static var declaration: Declaration { get }
  /// Names of the experiments whose results it can draw.
  static var experiments: [String] { get }
  init(_ arguments: Arguments)
  func content(of result: ExperimentResult) -> FigureContent
}
