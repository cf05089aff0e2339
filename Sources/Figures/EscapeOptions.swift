import Directives
import Results

extension EscapeFigure: FigureKind {
  private static let theoryOption = Option<Bool>.theory

  public static let declaration = Declaration(
    name: "escape",
    summary: """
      The median escape time against the dimension on a logarithmic axis, a series for each δ, and \
      beneath it δ_50 against the dimension with the thresholds that theory predicts.
      """,
    options: [theoryOption])

  public static let experiments = ["escape-time"]

  public init(_ arguments: Arguments) { self.init(theory: arguments[Self.theoryOption]) }
}
