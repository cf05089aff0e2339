import Directives
import Results

extension PhaseDiagramFigure: FigureKind {
  private static let quantityOption = Option.single(
    "quantity", .word(Quantity.allCases.map(\.word)), default: Quantity.margin.word,
    help: """
      What the colour shows: margin is that of an outlier left of the bulk, negative-margin that \
      of one left of the bulk and of zero.
      """)
  private static let timeOption = Option.single(
    "time", .word(Time.allCases.map(\.rawValue)), default: Time.rescaled.rawValue,
    help: "The vertical axis: rescaled is τ = ηt, which networks at different η share; steps is t.")

  public static let declaration = Declaration(
    name: "phase-diagram",
    summary: """
      A heat map of the margin of the hard outlier over samples per dimension and time, a panel a \
      network, with the boundary δ_NN on it.
      """,
    options: [quantityOption, timeOption])

  public static let experiments = ["phase-diagram"]

  public init(_ arguments: Arguments) {
    let quantity = arguments[Self.quantityOption]
    self.init(
      quantity: Quantity.allCases.first { $0.word == quantity } ?? .margin,
      time: Time(rawValue: arguments[Self.timeOption]) ?? .rescaled)
  }
}
