/// What an experiment returned: points over seeds, and the per-seed results behind them.
public struct ExperimentResult: Sendable, Codable {
  /// An option whose values span the grid, in the order asked for.
  public struct Axis: Sendable, Codable, Equatable {
    public var name: String
    public var values: [AxisValue]

    public init(name: String, values: [AxisValue]) {
      self.name = name
      self.values = values
    }
  }

  /// `gradient-descent`, `hessian-spectrum`, `threshold-sweep`, …
  public var experiment: String
  /// Every option, defaults included, in canonical text.
  public var options: [String: String]
  /// The options that were given more than one value.
  public var axes: [Axis]
  public var points: [Point]
  /// One entry a planned run, in grid order, seeds innermost.
  public var units: [UnitResult]
  /// One entry a planned unit of theory beside the runs; empty where theory is all there is.
  public var theoryUnits: [UnitResult]
  /// Spectra that theory predicts, in grid order, steps innermost.
  public var predictions: [Prediction]
  /// Notes a reader must see beside any figure of this result.
  public var notes: [String]
  /// Notes a reader must see where one of some quantities is shown.
  public var quantityNotes: [QuantityNote] = []

  /// How some quantities were measured.
  public struct QuantityNote: Sendable, Codable, Equatable {
    public var quantities: [String]
    public var sentence: String

    public init(of quantities: [String], _ sentence: String) {
      self.quantities = quantities
      self.sentence = sentence
    }
  }

  public init(
    experiment: String, options: [String: String], axes: [Axis], points: [Point],
    units: [UnitResult], theoryUnits: [UnitResult] = [], predictions: [Prediction] = [],
    notes: [String] = []
  ) {
    self.experiment = experiment
    self.options = options
    self.axes = axes
    self.points = points
    self.units = units
    self.theoryUnits = theoryUnits
    self.predictions = predictions
    self.notes = notes
  }

  /// Notes on the result and on each of its quantities.
  public var allNotes: [String] { notes + quantityNotes.map(\.sentence) }

  /// Notes that belong beside these numbers.
  public func notes(beside table: DataTable) -> [String] {
    notes
      + quantityNotes.filter { $0.quantities.contains(where: table.names) }.map(\.sentence)
  }

  public func axis(_ name: String) -> Axis? { axes.first { $0.name == name } }

  public var finished: Int { units.count { $0.outcome == .finished } }
  public var diverged: Int {
    units.count { if case .diverged = $0.outcome { true } else { false } }
  }
  public var failed: Int { units.count { if case .failed = $0.outcome { true } else { false } } }

  /// The grid cells of the varying axes, first axis slowest; one empty cell if nothing varies.
  public var cells: [Coordinates] {
    axes.reduce([[:]]) { cells, axis in
      cells.flatMap { cell in
        axis.values.map { value in cell.merging([axis.name: value]) { $1 } }
      }
    }
  }

  /// The points whose coordinates contain `cell` and include each axis of `along`, nothing more.
  public func points(in cell: Coordinates, along: [String] = []) -> [Point] {
    let names = Set(cell.keys).union(along)
    return points.filter { point in
      Set(point.at.keys) == names && cell.allSatisfy { point.at[$0.key] == $0.value }
    }
  }

  /// The units of a cell.
  public func units(in cell: Coordinates) -> [UnitResult] {
    units.filter { unit in cell.allSatisfy { unit.at[$0.key] == $0.value } }
  }
}
