import ArgumentParser
import Diagnostics
import Weaving

/// What the commands that read templates choose of their possibilities.
struct VariantOptions: ParsableArguments {
  @Option(
    name: .customShort("P"),
    help: ArgumentHelp(
      "The value of a parameter of the templates; repeatable.", valueName: "name:value"))
  var parameters: [String] = []

  @Option(
    name: .customLong("profile"),
    help: ArgumentHelp(
      """
      A profile of the templates, such as quick or solutions; repeatable, later ones win. none \
      leaves out those of the project.
      """,
      valueName: "name"))
  var profiles: [String] = []

  /// - Throws: arguments that are no `name:value`.
  var variant: Variant {
    get throws(Diagnostics) { try Variant(profiles: profiles, parameters: parameters) }
  }
}
