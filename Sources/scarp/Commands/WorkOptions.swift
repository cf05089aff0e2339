import ArgumentParser
import Numerics
import Weaving

/// How work is done, shared by the commands that compute.
struct WorkOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Runs computed at a time; all cores if absent.", valueName: "n"))
  var jobs: Int?

  @Option(help: ArgumentHelp("Memory the runs may use, such as 8G; 80 % if absent."))
  var memory: String?

  @OptionGroup var place: StoreOptions
  @OptionGroup var computing: EngineOptions

  @Flag(help: "Compute nothing: a run that is not kept is an error.")
  var cached = false

  @Flag(help: "Compute every run anew, also those kept from before.")
  var refresh = false

  func validate() throws {
    if let jobs, !(1...1024).contains(jobs) {
      throw ValidationError("--jobs is a whole number from 1 to 1024")
    }
    if cached, refresh {
      throw ValidationError("--cached computes nothing and --refresh everything: give one of them")
    }
    if let memory, byteCount(memory) == nil {
      throw ValidationError("--memory is a size such as 500M or 8G, not '\(memory)'")
    }
  }

  var memoryLimit: Int { memory.flatMap(byteCount) ?? Machine.defaultMemoryLimit }

  func computation(
    in store: SQLiteStore, interruption: Interruption, progress: any Progress,
    deadline: ContinuousClock.Instant? = nil
  ) -> Computation {
    Computation(
      store: store, engine: engine(store, interruption, deadline),
      progress: progress, reuse: cached ? .only : refresh ? .never : .whereKept, memo: store.memo)
  }
}

extension WorkOptions {
  private func engine(
    _ store: SQLiteStore, _ interruption: Interruption, _ deadline: ContinuousClock.Instant?
  ) -> any Engine {
    let place = computing.place(besideStore: store.path)
    return switch computing.engine {
    case .local:
      LocalEngine(
        jobs: jobs ?? Machine.cores, memoryLimit: memoryLimit, interruption: interruption,
        deadline: deadline)
    case .plan: PlanEngine(place: place)
    case .slurm:
      SlurmEngine(
        place: place, settings: (try? computing.settings) ?? [], detaches: computing.detach,
        interruption: interruption, limits: EngineOptions.limits)
    }
  }
}

extension SQLiteStore {
  var memo: any Memo { KeptWork(store: self) ?? NoMemo() }
}
