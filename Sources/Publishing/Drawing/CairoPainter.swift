import CCairo
import Plotting

/// Draws a laid-out scene with Cairo.
struct CairoPainter {
  let drawing: Drawing
  let palette: Palette

  func paint(on target: OpaquePointer, measure: PangoMeasure) {
    cairo_set_line_join(target, CAIRO_LINE_JOIN_ROUND)
    cairo_set_line_cap(target, CAIRO_LINE_CAP_BUTT)
    for item in drawing.items {
      switch item {
      case .stroke(let steps, let pen):
        trace(steps, on: target)
        set(pen.ink, on: target)
        cairo_set_line_width(target, pen.width)
        cairo_set_dash(target, pen.dash, Int32(pen.dash.count), 0)
        cairo_stroke(target)
      case .fill(let steps, let ink):
        trace(steps, on: target)
        set(ink, on: target)
        cairo_fill(target)
      case .text(let text):
        show(text, on: target, measure: measure)
      }
    }
  }

  private func set(_ ink: Drawing.Ink, on target: OpaquePointer) {
    let color = palette[ink.role]
    cairo_set_source_rgba(
      target, Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255,
      ink.opacity)
  }

  private func trace(_ steps: [Drawing.Step], on target: OpaquePointer) {
    cairo_new_path(target)
    for step in steps {
      switch step {
      case .move(let to): cairo_move_to(target, to.x, to.y)
      case .line(let to): cairo_line_to(target, to.x, to.y)
      case .curve(let a, let b, let to): cairo_curve_to(target, a.x, a.y, b.x, b.y, to.x, to.y)
      case .close: cairo_close_path(target)
      }
    }
  }

  private func show(_ text: Drawing.Text, on target: OpaquePointer, measure: PangoMeasure) {
    set(Drawing.Ink(text.role), on: target)
    cairo_save(target)
    cairo_translate(target, text.origin.x, text.origin.y)
    if text.isTurned { cairo_rotate(target, -Double.pi / 2) }
    cairo_move_to(target, 0, 0)
    measure.show(text.string, isItalic: text.isItalic, size: text.size, on: target)
    cairo_restore(target)
  }
}
