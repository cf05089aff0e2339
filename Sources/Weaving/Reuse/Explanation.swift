import Diagnostics
import Experiments

/// How far the results that a template asks for are there, why the others are not, and what they
/// would take.
public struct Explanation: Sendable {
  public enum State: String, Sendable {
    /// Every unit is there.
    case fresh
    /// It was computed before, or in part.
    case stale
    /// None of its units is there, and none ever was asked for.
    case missing
  }

  /// What is known of one directive.
  public struct Entry: Sendable {
    /// `experiment`, `figure`, `table`.
    public let directive: String
    /// Of the experiment or figure; empty for a table.
    public let name: String
    public let label: String?
    public let location: SourceLocation
    public let state: State
    /// Of what it computes, or of the experiment it shows.
    public let planned: Int
    public let kept: Int
    public let damaged: Int
    /// Clauses; empty where everything is there.
    public let reasons: [String]
    /// Of what it computes; nil for what only shows.
    public let cost: CostEstimate?
  }

  /// In reading order.
  public let entries: [Entry]
  /// Units that differ from each other, over all directives.
  public let planned: Int
  public let kept: Int
  public let cost: CostEstimate
  /// Expected of the longest unit that is not there.
  public let longest: Double

  /// Seconds on so many cores: the longest unit runs on one of them.
  public func seconds(cores: Int) -> Double { max(longest, cost.seconds / Double(max(1, cores))) }
}

/// What is known of units without computing any: what the store says.
public struct KeptUnits: Sendable {
  /// Indices of units whose result is there as it was kept.
  public var sound: Set<Int>
  /// Indices of units whose row is there but damaged.
  public var damaged: Set<Int>

  public init(sound: Set<Int> = [], damaged: Set<Int> = []) {
    self.sound = sound
    self.damaged = damaged
  }
}

extension CheckedTemplate {
  /// What one directive that computes plans: a name that stays while the template is edited, and
  /// its units.
  public struct PlannedDirective: Sendable {
    /// `#cliff`, or its number among those without a label.
    public let name: String
    public let units: [WorkUnit]
  }

  /// Every directive that computes, in reading order, then the experiments of the claims' controls.
  public var plannedDirectives: [PlannedDirective] {
    var unlabelled = 0
    return computed.map { computed in
      if computed.label == nil { unlabelled += 1 }
      return PlannedDirective(
        name: computed.label.map { "#\($0)" } ?? "\(unlabelled)", units: computed.experiment.units)
    }
      + controls.enumerated().map { index, control in
        PlannedDirective(name: "control \(index + 1)", units: control.experiment.units)
      }
  }

  /// The account of a template.
  ///
  /// - Parameters:
  ///   - kept: of the units of `plan`.
  ///   - plan: of `experiments`.
  ///   - earlier: what directives ranged over when they were last rendered, by their names.
  public func explanation(
    _ kept: KeptUnits, of plan: Plan, earlier: [String: Spans], rates: MeasuredRates
  ) -> Explanation {
    let missing = plan.units.indices.filter { !kept.sound.contains($0) }
    let costs = Dictionary(
      uniqueKeysWithValues: zip(missing, rates.estimates(of: missing.map { plan.units[$0] })))
    let computations = zip(computed, zip(plan.members, plannedDirectives)).map {
      computed, planned in
      Self.entry(computed, planned.0.map(\.index), planned.1, kept, earlier[planned.1.name], costs)
    }
    let shows = shown.map { Self.entry($0, of: computed[$0.source], computations[$0.source]) }
    let order = Dictionary(
      template.directives.enumerated().map { ($0.element.location, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    return Explanation(
      entries: (computations + shows).sorted {
        order[$0.location, default: 0] < order[$1.location, default: 0]
      },
      planned: plan.units.count, kept: plan.units.count - missing.count,
      cost: missing.reduce(.nothing) { $0 + (costs[$1] ?? .nothing) },
      longest: costs.values.map(\.seconds).max() ?? 0)
  }

  /// - Parameters:
  ///   - members: where its units stand in the plan.
  ///   - costs: of the units that are not there, by their place in the plan.
  private static func entry(
    _ computed: Computed, _ members: [Int], _ directive: PlannedDirective, _ kept: KeptUnits,
    _ earlier: Spans?, _ costs: [Int: CostEstimate]
  ) -> Explanation.Entry {
    let there = members.count { kept.sound.contains($0) }
    let damaged = members.count { kept.damaged.contains($0) }
    let state: Explanation.State =
      there == members.count ? .fresh : there == 0 && earlier == nil ? .missing : .stale
    var reasons: [String] = []
    if state != .fresh {
      if let earlier { reasons = Spans(of: directive.units).changes(since: earlier) }
      if damaged > 0 {
        reasons.append("\(damaged) kept \(damaged == 1 ? "run is" : "runs are") damaged")
      }
      if reasons.isEmpty {
        reasons = [
          earlier != nil
            ? "nothing changed since the last render: it did not finish, or runs were removed"
            : there > 0 ? "only runs that others share were computed" : "it was never rendered here"
        ]
      }
    }
    return Explanation.Entry(
      directive: "experiment", name: type(of: computed.experiment).declaration.name,
      label: computed.label, location: computed.location, state: state, planned: members.count,
      kept: there, damaged: damaged, reasons: reasons,
      cost: members.reduce(.nothing) { $0 + (costs[$1] ?? .nothing) })
  }

  private static func entry(
    _ shown: Shown, of computed: Computed, _ source: Explanation.Entry
  ) -> Explanation.Entry {
    let (directive, name) =
      switch shown.kind {
      case .figure(let figure): ("figure", type(of: figure).declaration.name)
      case .table: ("table", "")
      }
    return Explanation.Entry(
      directive: directive, name: name, label: shown.label, location: shown.location,
      state: source.state, planned: source.planned, kept: source.kept, damaged: source.damaged,
      reasons: source.state == .fresh ? [] : ["it shows #\(computed.label ?? "")"], cost: nil)
  }
}
