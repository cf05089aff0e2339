import Directives

/// An experiment as another process can make it again: its name and the options that were given.
public struct ExperimentRequest: Sendable, Codable, Equatable {
  public let experiment: String
  public let options: OptionTree

  public init(of experiment: any Experiment) {
    self.experiment = type(of: experiment).declaration.name
    guard case .mapping(let entries) = experiment.arguments.given.content else {
      options = OptionTree(.mapping([]))
      return
    }
    // What the experiment itself declares: in templates its name is an option too.
    let names = Set(type(of: experiment).declaration.options.map(\.name))
    options = OptionTree(.mapping(entries.filter { names.contains($0.name) }))
  }
}
