import Numerics

/// How fast random normals come, at each instruction level.
func randomLines() -> [String] {
  var values = [Double](repeating: 0, count: 1 << 13)
  let random = CounterRandom(seed: 1, stream: 1)
  return InstructionLevel.available.map { level in
    let times = (0..<200).map { row in
      seconds {
        values.withUnsafeMutableBufferPointer { random.fillNormals($0, row: row, level: level) }
      }
    }
    let rate = Double(values.count) / median(times) * 1e-9
    return "normals  \(level.name.padded(to: 9))  \(decimal(rate, 2)) G/s"
  }
}
