import Diagnostics
import Experiments

extension Experiment {
  /// Refuses a unit that would not fit the memory, naming what it would need.
  public func refuse(above limit: Int, at location: SourceLocation?) throws(Diagnostics) {
    guard let largest = units.max(by: { $0.bytes < $1.bytes }), largest.bytes > limit else {
      return
    }
    let cell = largest.at.isEmpty ? "" : " at \(largest.at.description(separator: ", "))"
    throw Diagnostics([
      Diagnostic(
        at: location,
        "one run\(cell) needs \(memorySize(largest.bytes)) of memory; "
          + "\(memorySize(limit)) are allowed",
        help: "\(largest.saving); --memory raises the limit")
    ])
  }
}

extension WorkUnit {
  /// What would make it smaller.
  fileprivate var saving: String {
    if identity["option.samples"] != nil { return "fewer samples, or steps of theory" }
    return identity["option.precision"] == nil
      ? "a smaller d or delta, or precision: single" : "a smaller d or delta"
  }
}

private func memorySize(_ bytes: Int) -> String {
  if bytes < 1_000_000_000 { return "\(Int((Double(bytes) / 1e6).rounded(.up))) MB" }
  let tenths = Int((Double(bytes) / 1e8).rounded(.up))
  return "\(tenths / 10).\(tenths % 10) GB"
}
