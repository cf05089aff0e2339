import Diagnostics
import Templates

extension CheckPass {
  /// Every inline value of the prose and of the captions, by what stands in the template.
  ///
  /// - Parameter isComplete: whether every experiment was understood; otherwise a label that is not
  ///   there may belong to one that was not.
  mutating func values(
    in blocks: [Block], _ captions: [[Inline]], among computed: [CheckedTemplate.Computed],
    isComplete: Bool
  ) -> [PositionedText: InlineValue] {
    var found: [(kind: String, body: PositionedText)] = []
    func collect(_ content: [Inline]) {
      for inline in content {
        inline.forEachInline {
          if case .directive(let kind, let body) = $0.content { found.append((kind, body)) }
        }
      }
    }
    for block in blocks { block.forEachInlines(collect) }
    captions.forEach(collect)
    var values: [PositionedText: InlineValue] = [:]
    for (kind, body) in found {
      do throws(Diagnostic) {
        values[body] =
          if kind == "param" {
            try InlineValue(parameter: body, of: parameters)
          } else {
            try InlineValue(body, among: computed, derivations)
          }
      } catch {
        if kind == "param" || isComplete { diagnostics.append(error) }
      }
    }
    return values
  }
}
