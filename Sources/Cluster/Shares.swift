/// Cuts work that stands in a row into consecutive shares of about equal cost.
///
/// - Parameters:
///   - costs: of each piece; none is negative.
///   - count: how many shares; some are empty if there are fewer pieces.
/// - Returns: one range a share; together they are all indices, in order.
public func shares(of costs: [Double], count: Int) -> [Range<Int>] {
  precondition(count > 0)
  let total = costs.reduce(0, +)
  var ranges: [Range<Int>] = []
  var (start, sum) = (0, 0.0)
  for share in 1...count {
    // With costs of zero a share is a number of pieces.
    let end = total > 0 ? total * Double(share) / Double(count) : 0
    var next = start
    while next < costs.count {
      let isInside =
        total > 0
        ? sum + costs[next] / 2 <= end : next < costs.count * share / count
      guard isInside else { break }
      sum += costs[next]
      next += 1
    }
    if share == count { next = costs.count }
    ranges.append(start..<next)
    start = next
  }
  return ranges
}
