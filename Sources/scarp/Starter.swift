/// A template to begin with.
struct Starter {
  let name: String
  let summary: String
  private let text: String

  /// The first is the one made unless another is named.
  static let all = [
    Starter(
      name: "cliff", summary: "how many samples a network needs: a sweep, a figure, inline values",
      bytes: PackageResources.cliff_md),
    Starter(
      name: "spectrum", summary: "the Hessian along training: spectra, a table",
      bytes: PackageResources.spectrum_md),
    Starter(
      name: "handout", summary: "an exercise with its solution, and a variant for each student",
      bytes: PackageResources.handout_md),
  ]

  private init(name: String, summary: String, bytes: [UInt8]) {
    self.name = name
    self.summary = summary
    text = String(decoding: bytes, as: UTF8.self)
  }

  /// The template of a report with this title.
  func template(title: String) -> String {
    text.replacing("{{title}}", with: "'\(title.replacing("'", with: "''"))'")
  }
}
