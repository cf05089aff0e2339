import ArgumentParser
import Numerics
import Publishing
import TypstEngine

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look over this machine: BLAS and its speed, instruction level, fonts, PDF, memory.")

  func run() {
    let gigaflops = BLAS.multiplicationRate()
    let typst = TypstInstallation()
    let isReference = !BLAS.description.contains("OpenBLAS")
    let rows = [
      ("scarp", Scarp.version),
      ("cores", String(Machine.cores)),
      (
        "memory",
        "\(Machine.memory / 1_000_000_000) GB, runs may use "
          + "\(Machine.defaultMemoryLimit / 1_000_000_000) GB"
      ),
      ("instruction level", InstructionLevel.best.name),
      ("BLAS", BLAS.description),
      ("BLAS speed", "\(Int(gigaflops.rounded())) GF/s (dgemm, one core)"),
      ("figure font", FigureFont.found),
      (
        "PDF engine",
        typst.isPresent
          ? "Typst \(TypstInstallation.version) in \(typst.folder)"
          : "none; to get it: \(typst.command)"
      ),
    ]
    for (name, value) in rows {
      print(name + String(repeating: " ", count: 20 - name.count) + value)
    }
    var warnings: [String] = []
    if isReference || gigaflops < 10 {
      warnings.append(
        "this BLAS is slow, most likely the reference library: apt-get install libopenblas-dev, "
          + "then update-alternatives --auto libblas.so.3-x86_64-linux-gnu")
    }
    if FigureFont.found != FigureFont.family {
      warnings.append(
        "figures are set in \(FigureFont.family), which is missing: apt-get install "
          + "fonts-dejavu-core fonts-dejavu-extra")
    }
    for warning in warnings { print("warning: \(warning)") }
    if warnings.isEmpty { print("everything scarp needs is here") }
  }
}
