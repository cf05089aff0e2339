/// The places of `values` in rising order, those of equal values in the order given.
///
/// Six passes over digits of eleven bits, so the time is linear; NaN is not allowed.
/// - Parameter order: each place once; the result orders the same places.
public func stableOrder(of values: [Double], from order: [Int32]) -> [Int32] {
  let (digits, bits) = (6, 11)
  let count = order.count
  var counts = [Int32](repeating: 0, count: digits << bits)
  let keys = values.map(risingKey)
  for place in order {
    let key = keys[Int(place)]
    for digit in 0..<digits { counts[digit << bits | key.digit(digit, bits)] += 1 }
  }
  var order = order
  var next = [Int32](repeating: 0, count: count)
  for digit in 0..<digits {
    let row = digit << bits..<(digit + 1) << bits
    // A digit that all share orders nothing.
    if counts[row].contains(Int32(count)) { continue }
    var start: Int32 = 0
    for entry in row { (counts[entry], start) = (start, start + counts[entry]) }
    for place in order {
      let entry = digit << bits | keys[Int(place)].digit(digit, bits)
      next[Int(counts[entry])] = place
      counts[entry] += 1
    }
    swap(&order, &next)
  }
  return order
}

/// An integer that rises with the number; both zeros have the same.
private func risingKey(_ value: Double) -> UInt64 {
  let pattern = (value + 0).bitPattern
  return pattern >> 63 == 1 ? ~pattern : pattern | 1 << 63
}

extension UInt64 {
  fileprivate func digit(_ index: Int, _ bits: Int) -> Int {
    Int(truncatingIfNeeded: self >> UInt64(index * bits)) & (1 << bits - 1)
  }
}
