import Plotting
import Results

/// The runs of one network along δ.
struct PlateauCurve {
  struct Place {
    var delta: Double
    /// Steps, one a run in order of the seeds.
    var lengths: [Double]
    /// Of the population risk, one a run.
    var bumps: [Double]
    var meanBump: Estimate?
  }

  var index: Int
  var name: String
  var label: RichText?
  var style: Style
  var places: [Place]
}

func plateauCurves(of result: ExperimentResult) -> [PlateauCurve] {
  var outer = result
  outer.axes.removeAll { $0.name == "delta" }
  let names = outer.axes.map(\.name)
  let alone = result.options["delta"].flatMap(Double.init).map(AxisValue.number)
  return outer.cells.enumerated().map { index, cell in
    let deltas = result.axis("delta")?.values ?? [alone].compactMap(\.self)
    let places = deltas.compactMap { value -> PlateauCurve.Place? in
      guard let delta = value.number else { return nil }
      let at = result.axis("delta") == nil ? cell : cell.merging(["delta": value]) { $1 }
      let last = result.units(in: at).filter { $0.outcome == .finished }
        .compactMap(\.records.last?.quantities)
      return PlateauCurve.Place(
        delta: delta, lengths: last.compactMap { $0["plateau"] },
        bumps: last.compactMap { $0["bump"] },
        meanBump: result.points(in: at).first?["bump"])
    }
    let label = Symbols.cell(cell, axes: names)
    return PlateauCurve(
      index: index, name: label?.plain ?? "", label: label, style: .series(index),
      places: places.sorted { $0.delta < $1.delta })
  }
}

extension PlateauFigure {
  func notes(_ result: ExperimentResult, _ curves: [PlateauCurve]) -> [String] {
    var notes = [
      result.sizesNote,
      "Each marker is a run, set apart sideways; lines: the median of the plateaus, the mean of "
        + "the bumps.",
      "Plateau: steps from the first minimum of the population risk until it is below that minimum "
        + "again; bump: how far it rises meanwhile; both are 0 where it falls throughout.",
    ]
    if let missing = result.missingNote { notes.append(missing) }
    return notes
  }

  func altText(_ curves: [PlateauCurve]) -> String {
    let sentences = curves.compactMap { curve -> String? in
      guard let first = curve.places.first, let last = curve.places.last,
        let start = Self.median(first.lengths), let end = Self.median(last.lengths)
      else { return nil }
      let name = curve.name.isEmpty ? "The" : "\(curve.name): the"
      return "\(name) median plateau goes from \(cellText(start)) steps at δ = "
        + "\(cellText(first.delta)) to \(cellText(end)) at δ = \(cellText(last.delta)), the mean bump "
        + "from \(first.meanBump?.prose ?? "unknown") to \(last.meanBump?.prose ?? "unknown")."
    }
    return sentences.isEmpty
      ? "An empty plot of plateaus against samples per dimension: no run finished."
      : (["Plot of the plateaus of single runs against samples per dimension δ."] + sentences)
        .joined(separator: " ")
  }

  /// A row for each run.
  func table(_ curves: [PlateauCurve]) -> DataTable {
    DataTable(
      columns: (curves.count > 1 ? ["network"] : []) + ["delta", "plateau", "bump"],
      rows: curves.flatMap { curve in
        curve.places.flatMap { place in
          zip(place.lengths, place.bumps).map { length, bump in
            (curves.count > 1 ? [curve.name] : [])
              + [cellText(place.delta), cellText(length), cellText(bump)]
          }
        }
      })
  }
}
