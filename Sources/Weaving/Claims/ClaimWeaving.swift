import Claims
import Experiments
import Expressions
import Results
import Statistics
import Templates

extension CheckedTemplate {
  /// Experiments of the template, then those of its controls.
  var allComputed: [Computed] { computed + controls }

  /// A claim over the results of all experiments.
  ///
  /// - Parameters:
  ///   - result: of the experiment with an index in `allComputed`.
  ///   - kept: what was found of the same results before.
  func judged(
    _ claim: CheckedClaim, number: Int, result: (Int) -> ExperimentResult,
    kept: KeptJudgements = KeptJudgements(), replacement: (Inline) -> [Inline] = { [$0] }
  ) -> WovenClaim {
    let computed = allComputed
    func evidence(_ place: QuantityPlace) -> Evidence {
      type(of: computed[place.source].experiment).evidence(for: place.quantity)
    }
    func found(_ statement: ResolvedStatement) -> Judgement {
      let asked = statement.sources.map { ($0, computed[$0].question) }
      return kept.judgement(
        of: KeptJudgements.Question(
          statement: statement, level: claim.level,
          experiments: Dictionary(uniqueKeysWithValues: asked))
      ) {
        statement.judgement(level: claim.level, result, evidence: evidence)
      }
    }
    let judgement = found(claim.statement)
    let control = claim.control.map { ($0.text, found($0.statement)) }
    var verdict = judgement.verdict
    var remarks = judgement.remarks
    if let (text, found) = control {
      if found.verdict == .holds {
        let also = verdict == .holds ? " also" : ""
        if verdict == .holds { verdict = .inconclusive }
        remarks.append(
          "The statement\(also) holds under the control (\(text)), where the effect must be absent: "
            + "what it shows is not the effect.")
      } else {
        remarks.append("Under the control (\(text)) the statement \(found.verdict.words).")
      }
    }
    let lost = judgement.quantities + (control?.1.quantities ?? [])
    let seeds = judgement.quantities.compactMap(\.quantity.basis.seeds)
    return WovenClaim(
      label: claim.label, number: number, says: claim.says.replacing(replacement),
      predicate: claim.text, verdict: verdict, level: claim.level,
      comparisons: judgement.comparisons.map {
        WovenClaim.Comparison($0, in: claim)
      },
      quantities: judgement.quantities.map { WovenClaim.Quantity($0.quantity, $0.bounds) },
      remarks: remarks, ledger: ledger(claim, result),
      lost: unique(lost.flatMap { $0.quantity.lost.map(\.words) }),
      seedsUsed: usedSeeds(claim, result), seedsPlanned: seeds.max() ?? 0,
      seedsNeeded: judgement.seedsNeeded)
  }

  /// Seeds of which at least one run of the claim's own experiments finished.
  private func usedSeeds(_ claim: CheckedClaim, _ result: (Int) -> ExperimentResult) -> Int {
    let counts = claim.statement.places.values.compactMap { place -> Int? in
      let kind = type(of: allComputed[place.source].experiment)
      switch kind.evidence(for: place.quantity) {
      case .mean, .fraction, .crossing:
        return Set(result(place.source).units.filter { $0.outcome == .finished }.map(\.seed)).count
      case .theory, .extrapolation, .untested: return nil
      }
    }
    return counts.min() ?? 0
  }

  private func ledger(
    _ claim: CheckedClaim, _ result: (Int) -> ExperimentResult
  ) -> [WovenClaim.LedgerRow] {
    claim.sources.map { source in
      let (entry, result) = (allComputed[source], result(source))
      return WovenClaim.LedgerRow(
        name: entry.label.map { "#\($0)" } ?? lineName(of: entry.location),
        experiment: result.experiment,
        control: claim.statement.sources.contains(source) ? nil : claim.control?.text,
        seeds: seedList(Set(result.units.map(\.seed)).sorted()), planned: result.units.count,
        finished: result.finished, diverged: result.diverged, failed: result.failed)
    }
  }
}

extension Verdict {
  /// What a statement does.
  var words: String {
    switch self {
    case .holds: "holds"
    case .refuted: "is refuted"
    case .inconclusive: "is inconclusive"
    }
  }
}

extension Judgement {
  fileprivate var seedsNeeded: Int? { if case .seeds(let count) = need { count } else { nil } }

  fileprivate var remarks: [String] {
    guard verdict == .inconclusive else { return [] }
    let why = obstacles.map { "\($0)." }
    switch need {
    case .settled: return why
    case .seeds(let count):
      return why + [
        "If further seeds resemble these, about \(count) in all would settle it, four times in five."
      ]
    case .never(let reason):
      return obstacles.contains(reason) ? why : why + ["More seeds would not settle it: \(reason)."]
    }
  }
}

extension LostRun {
  fileprivate var words: String {
    let place = at.isEmpty ? "" : " at \(at.description(separator: ", "))"
    return "seed \(seed)\(place) \(fate) and is \(counted)"
  }
}

/// `1…20`, or the seeds one by one.
private func seedList(_ seeds: [Int]) -> String {
  guard let first = seeds.first, let last = seeds.last, seeds.count > 2 else {
    return seeds.map(String.init).joined(separator: ", ")
  }
  return last - first == seeds.count - 1
    ? "\(first)…\(last)" : seeds.map(String.init).joined(separator: ", ")
}

private func unique(_ words: [String]) -> [String] {
  var seen: Set<String> = []
  return words.filter { seen.insert($0).inserted }
}
