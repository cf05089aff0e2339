import CCairo
import Plotting

/// Text as Pango sets it in DejaVu Sans, unhinted, glyphs at fractional positions.
///
/// Not sendable: each drawing makes its own.
public final class PangoMeasure: TextMeasure {
  static let family = "DejaVu Sans"

  private let context: OpaquePointer
  private let layout: OpaquePointer

  public init() {
    // A font map of its own: the default one is shared by everything on the thread.
    let map = pango_cairo_font_map_new()!
    context = pango_font_map_create_context(map)
    g_object_unref(UnsafeMutableRawPointer(map))
    Self.configure(context)
    layout = pango_layout_new(context)
  }

  deinit {
    g_object_unref(UnsafeMutableRawPointer(layout))
    g_object_unref(UnsafeMutableRawPointer(context))
  }

  private static func configure(_ context: OpaquePointer) {
    pango_cairo_context_set_resolution(context, 72)
    pango_context_set_round_glyph_positions(context, 0)
    let options = cairo_font_options_create()
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    pango_cairo_context_set_font_options(context, options)
    cairo_font_options_destroy(options)
  }

  public func advance(_ text: String, isItalic: Bool, size: Double) -> Double {
    set(text, isItalic: isItalic, size: size)
    var logical = PangoRectangle()
    pango_layout_line_get_extents(pango_layout_get_line_readonly(layout, 0), nil, &logical)
    return Double(logical.width) / Double(PANGO_SCALE)
  }

  /// Draws a run with its baseline starting at the current point of `target`.
  func show(_ text: String, isItalic: Bool, size: Double, on target: OpaquePointer) {
    set(text, isItalic: isItalic, size: size)
    pango_cairo_show_layout_line(target, pango_layout_get_line_readonly(layout, 0))
  }

  private func set(_ text: String, isItalic: Bool, size: Double) {
    let font = pango_font_description_new()
    pango_font_description_set_family(font, Self.family)
    pango_font_description_set_style(font, isItalic ? PANGO_STYLE_OBLIQUE : PANGO_STYLE_NORMAL)
    pango_font_description_set_absolute_size(font, size * Double(PANGO_SCALE))
    pango_layout_set_font_description(layout, font)
    pango_font_description_free(font)
    pango_layout_set_text(layout, text, -1)
  }
}
