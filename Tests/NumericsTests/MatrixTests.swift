import Numerics
import Testing

@Suite("Matrices")
struct MatrixTests {
  @Test("rows are aligned, padded with zeros, and never a whole page apart")
  func layout() {
    for columns in [1, 7, 8, 9, 500, 512, 1024, 2048, 2050] {
      let matrix = Matrix(rows: 3, columns: columns)
      #expect(matrix.stride >= columns && matrix.stride % 8 == 0)
      #expect(matrix.stride * 8 % 4096 != 0)
      matrix.withUnsafePointer { base in
        #expect(Int(bitPattern: base) % 64 == 0)
        #expect((0..<3 * matrix.stride).allSatisfy { base[$0] == 0 })
      }
      #expect(Matrix.bytes(rows: 3, columns: columns) == 3 * matrix.stride * 8)
    }
  }

  @Test("a large matrix starts on a huge page")
  func hugePages() {
    Matrix(rows: 1000, columns: 1000).withUnsafePointer {
      #expect(Int(bitPattern: $0) % (2 << 20) == 0)
    }
  }

  @Test("writing to a copy leaves the original")
  func valueSemantics() {
    let original = Matrix(rows: [[1, 2], [3, 4]])
    var copy = original
    copy[1, 0] = 5
    copy.withUnsafeMutableRow(0) { $0[1] = 6 }
    #expect(original == Matrix(rows: [[1, 2], [3, 4]]))
    #expect(copy.row(0) == [1, 6] && copy.row(1) == [5, 4])
  }
}
