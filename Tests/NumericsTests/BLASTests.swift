import Glibc
import Numerics
import Testing

@Suite("OpenBLAS")
struct BLASTests {
  @Test("the kernels match the instruction level")
  func kernels() {
    BLAS.prepare()
    #expect(BLAS.description.hasPrefix("OpenBLAS "))
    if InstructionLevel.best.name == "x86-64-v4", getenv("OPENBLAS_CORETYPE") == nil {
      #expect(BLAS.coreName == "SkylakeX")
    }
    #expect(numericsClass.contains(InstructionLevel.best.name))
    #expect(numericsClass.contains(BLAS.coreName))
  }
}
