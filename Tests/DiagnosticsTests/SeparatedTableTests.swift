import Diagnostics
import Testing

@Suite("Comma-separated values") struct SeparatedTableTests {
  private func cells(_ text: String) throws -> [[String]] {
    let table = try SeparatedTable(SourceText(name: "t.csv", text: text))
    return ([table.header] + table.rows).map { $0.map(\.text) }
  }

  private func mistakes(_ text: String) -> [String] {
    do throws(Diagnostics) {
      _ = try SeparatedTable(SourceText(name: "t.csv", text: text))
      return []
    } catch {
      return error.all.map { "\($0.location.map(\.description) ?? "") \($0.message)" }
    }
  }

  @Test("cells, rows and places are those of the text")
  func plain() throws {
    #expect(try cells("a,b\n1,2\n") == [["a", "b"], ["1", "2"]])
    #expect(try cells("a,b\r\n1,2\r\n\r\n 3 ,\t4") == [["a", "b"], ["1", "2"], ["3", "4"]])
    #expect(try cells("\u{FEFF}a,b\n,\n1,") == [["a", "b"], ["", ""], ["1", ""]])
    let table = try SeparatedTable(SourceText(name: "t.csv", text: "a, b\n\n1, 2\n"))
    #expect(table.rows[0][1].location == SourceLocation(file: "t.csv", line: 3, column: 4))
  }

  @Test("quotes hold commas, line ends and quotes")
  func quotes() throws {
    #expect(
      try cells("a,b\n\"x, \"\"y\"\"\nz\",\"\"\n1,2\n") == [
        ["a", "b"], ["x, \"y\"\nz", ""], ["1", "2"],
      ])
  }

  @Test(
    "each mistake is at its place",
    arguments: [
      ("", "t.csv:1:1 the table is empty"),
      ("a,,b\n1,2,3", "t.csv:1:3 this column has no name"),
      ("a,b,a\n1,2,3", "t.csv:1:5 two columns are called 'a'"),
      ("a,b\n1\n", "t.csv:2:1 this row has 1 cell, the first one has 2"),
      ("a,b\n1,2,3\n", "t.csv:2:5 this row has 3 cells, the first one has 2"),
      ("a,b\n1,\"2\n", "t.csv:2:3 the quotes of this cell do not end"),
      ("a,b\n\"1\"x,2\n", "t.csv:2:4 there is more behind the quotes of this cell"),
    ])
  func wrong(text: String, message: String) { #expect(mistakes(text) == [message]) }
}
