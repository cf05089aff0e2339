import Templates
import Weaving

extension WovenReport {
  /// The title that a window or a list of files shows: the author's, else the first heading.
  var documentTitle: String {
    if !metadata.title.isEmpty { return metadata.title }
    for case .markdown(let block) in blocks {
      if case .heading(let heading) = block.content { return plainText(heading.content) }
    }
    return "Report"
  }
}
