/// What makes a PDF of a document: a process, or a stand-in for one.
public protocol PDFEngine: Sendable {
  /// The same document gives the same bytes; warnings are for the author.
  func pdf(of document: PDFDocument) throws -> (bytes: [UInt8], warnings: [String])
}
