import Directives
import Results

extension SpectrumFigure: FigureKind {
  private static let densityOption = Option.single(
    "density", .word(Density.allCases.map(\.rawValue)), default: Density.linear.rawValue,
    help: "Scale of the density: linear shows the bulk, log its tails.")

  private static let theoryOption = Option<Bool>.theory

  private static let timeOption = Option.single(
    "time", .word(Time.allCases.map(\.rawValue)), default: Time.panels.rawValue,
    help: """
      How steps are shown: panels side by side, or slider, one at a time on a page and side by \
      side on paper.
      """)

  public static let declaration = Declaration(
    name: "spectrum",
    summary: """
      Histograms of the eigenvalues of the Hessian, a panel for each cell and step, with the \
      outliers marked and coloured by the direction their eigenvectors overlap with, and the \
      bulk, edges and outliers that theory predicts.
      """,
    options: [densityOption, theoryOption, timeOption])

  public static let experiments = ["hessian-spectrum"]

  public init(_ arguments: Arguments) {
    self.init(
      density: Density(rawValue: arguments[Self.densityOption]) ?? .linear,
      theory: arguments[Self.theoryOption],
      time: Time(rawValue: arguments[Self.timeOption]) ?? .panels)
  }
}
