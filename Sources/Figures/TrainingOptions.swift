import Directives
import Results

extension TrainingFigure: FigureKind {
  private static let curvesOption = Option.single(
    "curves", .word(Curves.allCases.map(\.rawValue)), default: Curves.mean.rawValue,
    help: """
      mean draws the mean over seeds with its 95 % interval; seeds draws every seed by itself, \
      which shows sudden changes that a mean blurs.
      """)
  private static let riskScaleOption = Option.single(
    "risk-scale", .word(RiskScale.allCases.map(\.rawValue)), default: RiskScale.linear.rawValue,
    help: "Scale of the risks: linear shows a plateau, log how small they become.")

  private static let theoryOption = Option<Bool>.theory

  public static let declaration = Declaration(
    name: "training",
    summary: """
      Training and population risk, overlaps with the latent directions and, where it was \
      computed, the lowest eigenvalue of the Hessian, along the steps on a logarithmic axis, with \
      what theory predicts; of a mean field, its risks, margin, left edge and outlier.
      """,
    options: [curvesOption, riskScaleOption, theoryOption])

  public static let experiments = ["gradient-descent", "mean-field"]

  public init(_ arguments: Arguments) {
    self.init(
      curves: Curves(rawValue: arguments[Self.curvesOption]) ?? .mean,
      riskScale: RiskScale(rawValue: arguments[Self.riskScaleOption]) ?? .linear,
      theory: arguments[Self.theoryOption])
  }
}
