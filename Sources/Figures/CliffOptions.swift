import Directives
import Results

extension CliffFigure: FigureKind {
  private static let quantityOption = Option.single(
    "quantity", .word(Quantity.allCases.map(\.rawValue)), default: Quantity.success.rawValue,
    help: "What to show against δ.")

  private static let theoryOption = Option<Bool>.theory

  public static let declaration = Declaration(
    name: "cliff",
    summary: """
      A quantity of the last step against samples per dimension, one curve a network, with the \
      fitted logistic curve and δ_50 where the quantity is the fraction of successful seeds, and \
      the thresholds that theory predicts; δ_NN(t) at several steps in a panel beneath.
      """,
    options: [quantityOption, theoryOption])

  public static let experiments = ["threshold-sweep"]

  public init(_ arguments: Arguments) {
    self.init(
      quantity: Quantity(rawValue: arguments[Self.quantityOption]) ?? .success,
      theory: arguments[Self.theoryOption])
  }
}
