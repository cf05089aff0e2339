import Plotting

/// The axis of training time: logarithmic, with a place for step 0 if it is among the steps.
func timeAxis(_ steps: [Double]) -> Axis {
  let positive = steps.filter { $0 > 0 }
  let kind: Scale.Kind =
    steps.contains(0) ? .logarithmicFromZero(linearBelow: positive.min() ?? 1) : .logarithmic
  return Axis("step *t*", scale: Scale(kind, fitting: steps, padding: 0.02))
}

/// Entries in order whose markers keep clear of each other, the last one among them.
///
/// - Parameters:
///   - place: where an entry stands, as a share of the axis; nil off it.
///   - pitch: the least distance of two markers, as a share of the axis.
func spaced<Entry>(
  _ entries: [Entry], at place: (Entry) -> Double?, pitch: Double
) -> [Entry] {
  var kept: [Entry] = []
  var next = Double.infinity
  for entry in entries.reversed() {
    guard let place = place(entry), place <= next else { continue }
    kept.append(entry)
    next = place - pitch
  }
  return kept.reversed()
}
