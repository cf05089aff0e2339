import Directives
import Model
import Simulation

extension ValueType where Value == Activation {
  static var activation: ValueType {
    let names = Activation.all.map(\.name)
    return ValueType(
      expectation: "an activation, with its parameter after a colon where it has one",
      allowed: names
    ) { text in
      Activation(text).map { .value($0) } ?? .misread(nil)
    } text: {
      $0.description
    }
  }
}

extension ValueType where Value == Loss {
  static var loss: ValueType {
    ValueType(
      expectation: "square, or pseudo-huber:c with c > 0",
      allowed: ["square", "pseudo-huber:1"]
    ) { text in
      Loss(text).map { .value($0) } ?? .misread(Loss.wrongParameter(of: text))
    } text: {
      $0.description
    }
  }
}

extension ValueType where Value == Target {
  static var target: ValueType {
    ValueType(
      expectation: "an expression in z1…zk and eps, such as "
        + Target.named.map(\.name).joined(separator: ", ")
    ) { text in
      do throws(Target.Problem) {
        return .value(try Target(text))
      } catch {
        let quoted = text.count > 60 ? "this" : "'\(text)'"
        return .misread("\(quoted) is not a target: \(error.message)", offset: error.offset)
      }
    } text: {
      $0.description
    }
  }
}

extension ValueType where Value == DataLaw {
  static var data: ValueType {
    ValueType(
      expectation: "a law of the entries, with its parameter after a colon where it has one",
      allowed: DataLaw.examples.map(\.description)
    ) { text in
      DataLaw(text).map { .value($0) } ?? .misread(DataLaw.missingParameter(of: text))
    } text: {
      $0.description
    }
  }
}

extension ValueType where Value == MiniBatches.Sampling {
  static var sampling: ValueType { word(among: MiniBatches.Sampling.allCases) }
}

extension ValueType where Value == Labels {
  static var labels: ValueType { word(among: Labels.allCases) }
}

extension ValueType where Value == Precision {
  static var precision: ValueType { word(among: Precision.allCases) }
}

extension ValueType where Value == DesignChoice {
  static var design: ValueType { word(among: DesignChoice.allCases) }
}

extension ValueType where Value: RawRepresentable, Value.RawValue == String {
  /// One of the cases, by its name.
  fileprivate static func word(among cases: [Value]) -> ValueType {
    let names = cases.map(\.rawValue)
    return ValueType(
      expectation: names.joined(separator: " or "), allowed: names, form: .word(names)
    ) { text in
      Value(rawValue: text).map { .value($0) } ?? .misread(nil)
    } text: {
      $0.rawValue
    }
  }
}
