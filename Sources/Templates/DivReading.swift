import CCmarkGFM
import Diagnostics

extension LineScan {
  /// Replaces a `:::` line by an empty code fence, which cmark neither swallows nor splits.
  mutating func fencedDiv(at number: Int, prefix: Substring, _ rest: Substring) {
    let place = place(number, prefix.count + 1)
    let text = rest.drop { $0 == ":" }.drop(while: \.isWhitespace)
    if text.isEmpty {
      divs[fileLines.count + 1] = .closing(place)
    } else {
      let column = prefix.count + rest.distance(from: rest.startIndex, to: text.startIndex) + 1
      let header = DivHeader(text, at: self.place(number, column), &diagnostics)
      divs[fileLines.count + 1] = .opening(header, place)
    }
    emit(prefix + "```", from: number)
    emit(prefix + "```", from: number)
  }
}

extension BlockReader {
  /// The blocks of one container, those between the two fences of a div inside it.
  mutating func grouped(
    _ nodes: some Sequence<MarkdownNode>, _ nesting: Nesting
  ) -> [Block] {
    var open: [(header: DivHeader, place: SourceLocation)] = []
    // One list of blocks a level: the container's, then each open div's.
    var levels: [[Block]] = [[]]
    for node in nodes {
      guard let fence = divFence(node) else {
        var inside = nesting
        inside.depth += open.count
        levels[open.count] += block(node, inside)
        continue
      }
      switch fence {
      case .opening(let header, let place):
        if role != .template {
          report("a fenced div has no place here", at: place, help: "put it into the text")
        } else if nesting.depth + open.count >= Self.maximumDepth {
          reportDepth(at: place)
        } else if nesting.isEnclosed, header.kind == .exercise || header.kind == .references {
          report(
            "this div stands by itself, outside lists, quotes and footnotes", at: place,
            help: "move both of its ':::' lines to the left margin")
        }
        open.append((header, place))
        levels.append([])
      case .closing(let place):
        guard let (header, start) = open.popLast(), let blocks = levels.popLast() else {
          report(
            "no fenced div is open here", at: place,
            help: nesting.isEnclosed
              ? "a div opens and closes in the same list item or quote"
              : "open one with '::: {.note}', or remove the line")
          continue
        }
        let div = Block.Div(
          kind: header.kind, label: header.label, title: header.title,
          conditions: header.conditions, space: header.space, blocks: blocks)
        levels[open.count].append(Block(.div(div), at: start))
      }
    }
    for (_, place) in open {
      report(
        "the fenced div is not closed", at: place,
        help: nesting.isEnclosed
          ? "end it with ':::' in the same list item or quote" : "end it with a line ':::'")
    }
    return Array(levels.joined())
  }

  private mutating func divFence(_ node: MarkdownNode) -> DivFence? {
    guard cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK else { return nil }
    let line = Int(cmark_node_get_start_line(node))
    guard let fence = scan.divs[line] else { return nil }
    metDivs.insert(line)
    return fence
  }

  /// Fences that became part of another block, such as a block of HTML.
  mutating func checkDivsWereMet() {
    for (line, fence) in scan.divs.sorted(by: { $0.key < $1.key })
    where !metDivs.contains(line) && !commentLines.contains(where: { $0.contains(line) }) {
      report(
        "this ':::' belongs to the block above it", at: fence.place,
        help: "put a blank line before it, at the left margin")
    }
  }
}
