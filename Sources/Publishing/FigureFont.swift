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
}
