import Cluster
import Testing

@Suite struct SlurmTextTests {
  @Test("Lines of squeue say what is alive; ended jobs are not")
  func states() throws {
    let states = try #require(
      JobState.read(
        """
        12_0|RUNNING|None
        12_1|COMPLETED|None
        12_[2-5,9%3]|PENDING|Resources
        12_7|COMPLETING|None
        """))
    #expect(states.map(\.id) == ["12_0", "12_[2-5,9%3]", "12_7"])
    #expect(states.summary == "2 running, 5 pending (Resources)")
  }

  @Test("No line is an answer: nothing is alive")
  func nothing() { #expect(JobState.read("") == []) }

  @Test(
    "An error is no answer",
    arguments: [
      "slurm_load_jobs error: Unable to contact slurm controller (connect failure)", "12_0|RUNNING",
    ])
  func errors(text: String) { #expect(JobState.read(text) == nil) }

  private func script(shares: Int) -> SlurmScript {
    SlurmScript(
      name: "scarp-ab-1", folder: "/home/o'hara/plan", program: "/opt/scarp", round: 1,
      shares: shares, settings: [("partition", "main")])
  }

  @Test("Arrays are cut to what the cluster takes, and each knows where it begins")
  func arrays() {
    let script = script(shares: 2500)
    #expect(script.arrays(largest: 1001) == [0..<1001, 1001..<2002, 2002..<2500])
    let text = script.text(of: 1001..<2002)
    #expect(text.contains("#SBATCH --array=0-1000\n"))
    #expect(text.contains("--index $((1001 + SLURM_ARRAY_TASK_ID)) --of 2500"))
  }

  @Test("The shell becomes the worker, paths are quoted, settings passed on")
  func text() {
    let text = script(shares: 3).text(of: 0..<3)
    #expect(text.contains("\nexec '/opt/scarp' worker --dir '/home/o'\\''hara/plan' "))
    #expect(text.contains("#SBATCH --partition=main\n"))
    #expect(text.contains("#SBATCH --signal=B:USR1@120\n"))
  }

  @Test("A setting is key=value; what scarp itself sets is refused")
  func settings() throws {
    let good = try SlurmScript.setting("mem-per-cpu=4G").get()
    #expect(good.key == "mem-per-cpu" && good.value == "4G")
    for bad in ["partition", "partition=", "=main", "array=0-3", "a b=c", "output=/tmp/x"] {
      #expect(throws: SlurmScript.Refusal.self) { try SlurmScript.setting(bad).get() }
    }
  }
}
