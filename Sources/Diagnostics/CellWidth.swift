/// How many cells of a terminal a character takes: 2 for East Asian wide ones and emoji, 0 for
/// marks that stand alone, else 1.
func cellWidth(_ character: Character) -> Int {
  guard let first = character.unicodeScalars.first else { return 0 }
  switch first.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format: return 0
  default: break
  }
  let asksForEmoji = character.unicodeScalars.contains { $0.value == 0xFE0F }
  let isEmoji = first.properties.isEmojiPresentation || asksForEmoji && first.properties.isEmoji
  return isEmoji || isWide(first.value) ? 2 : 1
}

/// The wide and full-width blocks of Unicode's East Asian Width.
private func isWide(_ scalar: UInt32) -> Bool {
  switch scalar {
  case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1B000...0x1B2FF, 0x20000...0x3FFFD:
    true
  default: false
  }
}
