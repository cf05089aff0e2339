import Diagnostics
import Directives
import Templates

/// The option that selects a kind, such as `run` or `show`.
extension CheckPass {
  /// The word given for it.
  func selector(_ tree: OptionTree?, _ name: String) -> String? {
    tree?[name]?.scalar
  }

  /// The selecting option is missing or names nothing: say which, and nothing about the rest.
  mutating func reportSelector(
    _ option: Option<String>, of kind: String, _ tree: OptionTree?, _ directive: DirectiveBlock
  ) {
    let given: OptionTree.Entry? =
      if case .mapping(let entries) = tree?.content {
        entries.first { $0.name == option.name }
      } else {
        nil
      }
    if let given {
      if case .failure(let mistakes) = option.value(of: given.value) {
        diagnostics += mistakes.all
      }
    } else if let mistake = Declaration.mistake(
      inForm: tree, example: "\(option.name): \(option.allowed.first ?? "…")")
    {
      diagnostics.append(mistake)
    } else {
      diagnostics.append(
        Diagnostic(
          at: directive.location, "\(kind) needs '\(option.name)'",
          help: "\(option.name): \(option.allowed.joined(separator: ", "))"))
    }
  }
}
