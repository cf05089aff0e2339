import Directives
import Results

extension OutliersFigure: FigureKind {
  private static let alongOption = Option.single(
    "along", .text("step, or an axis of the experiment such as delta"), default: "",
    help: """
      What the horizontal axis is; if absent, the steps where several were reported, else the \
      experiment's first axis of numbers.
      """)
  private static let theoryOption = Option<Bool>.theory

  public static let declaration = Declaration(
    name: "outliers",
    summary: """
      The lowest eigenvalue of the Hessian with the predicted edge of the bulk and the predicted \
      outlier, and the squared overlap of its eigenvector with the latent directions, along the \
      steps or along δ. Of gradient-descent it needs `extremes: true`.
      """,
    options: [alongOption, theoryOption])

  public static let experiments = ["hessian-spectrum", "gradient-descent", "mean-field"]

  public init(_ arguments: Arguments) {
    let along = arguments[Self.alongOption]
    self.init(along: along.isEmpty ? nil : along, theory: arguments[Self.theoryOption])
  }
}
