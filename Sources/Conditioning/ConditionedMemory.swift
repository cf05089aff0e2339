import CKernels

extension ConditionedDesign {
  /// `columns` rounded up to those for which memory is taken at a time: those of W take 8 bytes a
  /// sample, those of the noise 4, latents 8.
  package static func wholeSlabs(_ columns: Int) -> Int {
    (columns + Int(CK_SLAB) - 1) / Int(CK_SLAB) * Int(CK_SLAB)
  }
}
