import Directives
import Results

extension TrainingFigure: FigureKind {
  public static let declaration = Declaration(
    name: "training",
    summary: """
      Training and population risk, overlaps with the latent directions and, where it was \
      computed, the lowest eigenvalue of the Hessian, along the steps on a logarithmic axis.
      """,
    options: [])

  public static let experiments = ["gradient-descent"]

  public init(_ arguments: Arguments) { self.init() }
}
