/// What the inputs of a report determine, as a program reads it: how it was made, and what was
/// found of its claims and inline values. No time, no host.
public struct ReportRecord: Codable, Sendable, Equatable {
  public struct Input: Codable, Sendable, Equatable {
    /// Its path from the template's folder; of a project, the name of its file.
    public var name: String
    public var sha256: String
  }

  public struct Experiment: Codable, Sendable, Equatable {
    public var name: String
    public var label: String?
    public var revision: Int
    public var options: [String: String]
    public var seeds: [Int]
    public var planned: Int
    public var finished: Int
    public var diverged: Int
    public var failed: Int
    /// Whether only the control of a claim asks for it.
    public var isControl: Bool

    enum CodingKeys: String, CodingKey {
      case name, label, revision, options, seeds, planned, finished, diverged, failed
      case isControl = "control"
    }
  }

  public struct Value: Codable, Sendable, Equatable {
    public var path: String
    public var format: String
    public var text: String?
    public var low: String?
    public var high: String?
  }

  /// Raised when pages or their records change so that committed reports should be made anew.
  public static let currentFormat = 1

  /// Of the page; nil in records from before there was a number, which are of format 1.
  public var format: Int?
  public var version: String
  /// What makes the report anew, from the template's folder.
  public var command: String
  public var numericsClass: String
  public var inputs: [Input]
  public var parameters: [String: String]
  public var experiments: [Experiment]
  public var values: [Value]
  public var claims: [ClaimRecord]

  enum CodingKeys: String, CodingKey {
    case format, version, command, inputs, parameters, experiments, values, claims
    case numericsClass = "numerics_class"
  }

  /// What makes the report anew from where its template lies in a folder.
  public func command(templates folder: String) -> String {
    guard let template = inputs.first?.name else { return command }
    let name = shellWord(template)
    guard let place = command.firstRange(of: " \(name)") else { return command }
    return command[..<place.lowerBound] + " " + shellWord("\(folder)/\(template)")
      + command[place.upperBound...]
  }

  init(
    version: String, command: String, numericsClass: String, inputs: [Input],
    parameters: [String: String],
    origins: [Origin], templateCount: Int, values: [WovenValue], claims: [WovenClaim]
  ) {
    format = Self.currentFormat
    self.version = version
    self.command = command
    self.numericsClass = numericsClass
    self.inputs = inputs
    self.parameters = parameters
    experiments = origins.enumerated().map { index, origin in
      Experiment(
        name: origin.experiment, label: origin.label, revision: origin.revision,
        options: origin.options, seeds: origin.seeds, planned: origin.planned,
        finished: origin.finished, diverged: origin.diverged, failed: origin.failed,
        isControl: index >= templateCount)
    }
    self.values = values.map {
      Value(
        path: $0.path, format: $0.format, text: $0.text, low: $0.interval?.low,
        high: $0.interval?.high)
    }
    self.claims = claims.map(ClaimRecord.init)
  }
}
