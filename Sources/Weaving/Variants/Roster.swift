import Diagnostics
import Templates

/// The students for each of whom a template is rendered, from a table with a column `student`.
///
/// What stands in other columns are values of the parameters that they are called after; a column
/// that no parameter is called after is not used, which a warning says. An empty cell gives nothing.
public struct Roster: Sendable {
  public struct Student: Sendable, Equatable {
    /// Also the name of the student's files.
    public let name: String
    let given: [Variant.Given]
  }

  /// In the order of the table.
  public let students: [Student]

  /// - Throws: a table that cannot be read; one without the column or without students; names that
  ///   are missing, given twice, or can name no file.
  public init(_ source: SourceText) throws(Diagnostics) {
    let table = try SeparatedTable(source)
    guard let column = table.header.firstIndex(where: { $0.text == Parameter.student }) else {
      throw Diagnostics([
        Diagnostic(
          at: table.header[0].location, "no column of this roster is called 'student'",
          help: "its first line names the columns; what stands under student names files")
      ])
    }
    var mistakes: [Diagnostic] = []
    var places: [String: SourceLocation] = [:]
    var students: [Student] = []
    for row in table.rows {
      let name = row[column]
      if let problem = Self.problem(with: name.text) {
        mistakes.append(
          Diagnostic(
            at: name.location, length: max(1, name.text.count), problem,
            help: "a student's name is letters and digits, and . _ - @ + between them"))
        continue
      }
      // Some systems take files for the same whose names differ in case alone.
      if let earlier = places.updateValue(name.location, forKey: name.text.lowercased()) {
        mistakes.append(
          Diagnostic(
            at: name.location, "'\(name.text)' is on the roster twice",
            related: [Diagnostic.Related(at: earlier, "the first time")]))
        continue
      }
      let given = zip(table.header, row).filter { !$1.text.isEmpty }.map { title, cell in
        Variant.Given(
          name: title.text, text: cell.text, place: cell.location, column: title.location)
      }
      students.append(Student(name: name.text, given: given))
    }
    if table.rows.isEmpty {
      mistakes.append(
        Diagnostic(at: table.header[column].location, "there is nobody on this roster"))
    }
    guard mistakes.isEmpty else { throw Diagnostics(mistakes) }
    self.students = students
  }

  private static func problem(with name: String) -> String? {
    if name.isEmpty { return "this row has no student" }
    let isMark = { (character: Character) in "._-@+".contains(character) }
    let isPlain = name.allSatisfy { $0.isLetter || $0.isNumber || isMark($0) }
    guard isPlain, let first = name.first, !isMark(first), name.utf8.count <= 100 else {
      return "'\(name)' cannot name a file"
    }
    return nil
  }
}

extension Variant {
  /// This rendering for one student, without solutions and with them.
  ///
  /// - Throws: that the sheets for students would hold the solutions, or that a student was chosen
  ///   already.
  public func sheets(
    for student: Roster.Student
  ) throws(Diagnostics) -> (handout: Variant, key: Variant) {
    var mistakes: [Diagnostic] = []
    if profiles.contains(Profiles.solutions) {
      mistakes.append(
        Diagnostic(
          "with --for-each, --profile solutions would give every student the solutions",
          help: "leave it out: keys with solutions are written beside the sheets"))
    }
    for given in given where given.name == Parameter.student {
      mistakes.append(
        Diagnostic(
          "\(given.argument) and --for-each both choose a student", help: "give one of them"))
    }
    guard mistakes.isEmpty else { throw Diagnostics(mistakes) }
    let own = given.filter { argument in !student.given.contains { $0.name == argument.name } }
    let handout = Variant(profiles: profiles, given: own + student.given)
    return (handout, handout.with(profiles: profiles + [Profiles.solutions]))
  }
}
