/// Which of `count` variants of a parameter a student has.
///
/// The first eight bytes of SHA-256 of `parameter`, a zero byte and `student`, read as a big-endian
/// number, modulo `count`: it does not depend on other parameters, students or the machine, and
/// anybody can compute it again.
func studentChoice(of count: Int, parameter: String, student: String) -> Int {
  let bytes = Array(parameter.utf8) + [0] + Array(student.utf8)
  let number = sha256(bytes).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
  return Int(number % UInt64(count))
}
