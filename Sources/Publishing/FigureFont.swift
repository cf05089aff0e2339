import CCairo

/// The family figures are set in.
public enum FigureFont {
  public static let family = "DejaVu Sans"

  /// The family that this machine gives for it: itself where it is installed.
  public static var found: String {
    let map = pango_cairo_font_map_get_default()
    let context = pango_font_map_create_context(map)
    let wanted = pango_font_description_from_string(family)
    defer {
      pango_font_description_free(wanted)
      g_object_unref(context.map(UnsafeMutableRawPointer.init))
    }
    guard let font = pango_context_load_font(context, wanted) else { return "none" }
    defer { g_object_unref(UnsafeMutableRawPointer(font)) }
    let description = pango_font_describe(font)
    defer { pango_font_description_free(description) }
    return pango_font_description_get_family(description).map { String(cString: $0) } ?? "none"
  }

  /// The folder of its files; nil where it is not installed.
  public static var folder: String? {
    guard let pattern = FcNameParse(family) else { return nil }
    defer { FcPatternDestroy(pattern) }
    FcConfigSubstitute(nil, pattern, FcMatchPattern)
    FcDefaultSubstitute(pattern)
    var result = FcResultNoMatch
    guard let match = FcFontMatch(nil, pattern, &result) else { return nil }
    defer { FcPatternDestroy(match) }
    func text(_ name: String) -> String? {
      var bytes: UnsafeMutablePointer<FcChar8>?
      guard FcPatternGetString(match, name, 0, &bytes) == FcResultMatch else { return nil }
      return bytes.map { String(cString: $0) }
    }
    guard text(FC_FAMILY) == family, let file = text(FC_FILE) else { return nil }
    return file.lastIndex(of: "/").map { String(file[..<$0]) }
  }
}
