import Experiments
import FoundationEssentials
import Weaving

/// The units of a plan, one a line, after the experiments that they belong to: what workers compute,
/// and what a plan is named by.
struct Manifest: Equatable {
  struct Unit: Codable, Equatable {
    /// SHA-256 of what the unit is.
    let id: String
    /// The index of its experiment in `requests`.
    let spec: Int
  }

  var requests: [ExperimentRequest] = []
  var units: [Unit] = []

  /// - Precondition: the units come from a plan.
  init(of work: [WorkUnit]) {
    for unit in work {
      guard let request = unit.request else { preconditionFailure("a unit of no experiment") }
      let spec: Int
      // Units of an experiment stand side by side.
      if let last = units.last, requests[last.spec] == request {
        spec = last.spec
      } else if let index = requests.firstIndex(of: request) {
        spec = index
      } else {
        spec = requests.count
        requests.append(request)
      }
      units.append(Unit(id: StoredUnit.id(of: unit.identity), spec: spec))
    }
  }

  /// - Throws: `CommandFailure` for a text that is no manifest.
  init(text: String) throws {
    let decoder = JSONDecoder()
    for (index, line) in text.split(separator: "\n").enumerated() {
      let data = Data(line.utf8)
      if units.isEmpty, let request = try? decoder.decode(ExperimentRequest.self, from: data) {
        requests.append(request)
      } else if let unit = try? decoder.decode(Unit.self, from: data),
        requests.indices.contains(unit.spec)
      {
        units.append(unit)
      } else {
        throw CommandFailure(message: "manifest.jsonl:\(index + 1): neither experiment nor unit")
      }
    }
  }

  var text: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      let lines = try requests.map { try encoder.encode($0) } + units.map { try encoder.encode($0) }
      return lines.map { String(decoding: $0, as: UTF8.self) + "\n" }.joined()
    }
  }

  /// The units again, some of them, in their order here.
  ///
  /// - Throws: `CommandFailure` where this program expands an experiment to other units.
  func work(_ chosen: Set<String>, catalog: Catalog) throws -> [WorkUnit] {
    var found: [String: WorkUnit] = [:]
    for (spec, request) in requests.enumerated() {
      let wanted = Set(units.lazy.filter { $0.spec == spec && chosen.contains($0.id) }.map(\.id))
      guard !wanted.isEmpty else { continue }
      guard let kind = catalog.experiment(request.experiment),
        let experiment = try? kind.init(
          kind.declaration.arguments(of: request.options, at: nil))
      else {
        throw CommandFailure(message: "this scarp does not know the plan's \(request.experiment)")
      }
      for unit in Plan(of: [experiment]).units {
        let id = StoredUnit.id(of: unit.identity)
        if wanted.contains(id) { found[id] = unit }
      }
      guard wanted.allSatisfy({ found[$0] != nil }) else {
        throw CommandFailure(
          message: "this scarp or this machine's processor makes other units of the plan's "
            + "\(request.experiment) than the one that planned it")
      }
    }
    return units.compactMap { chosen.contains($0.id) ? found[$0.id] : nil }
  }
}
