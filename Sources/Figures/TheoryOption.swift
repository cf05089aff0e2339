import Directives

extension Option where Value == Bool {
  /// Whether a figure of simulations shows what theory predicts.
  static var theory: Option {
    .single(
      "theory", .flag, default: true,
      help: "Draw what theory predicts beside the simulations, where the result has it.")
  }
}
