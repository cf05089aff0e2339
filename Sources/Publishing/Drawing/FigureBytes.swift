import CCairo
import Plotting

/// A scene as SVG that shows itself in light or dark as the reader prefers, and prints in light.
///
/// The same scene gives the same bytes, whatever else the process has drawn.
///
/// - Precondition: Cairo can allocate a surface.
public func svg(_ scene: Scene) -> String {
  let measure = PangoMeasure()
  let drawing = scene.drawing(measuring: measure)
  let bytes = ByteCollector()
  let surface = cairo_svg_surface_create_for_stream(
    ByteCollector.write, Unmanaged.passUnretained(bytes).toOpaque(), drawing.width, drawing.height)!
  let target = cairo_create(surface)!
  CairoPainter(drawing: drawing, palette: .light).paint(on: target, measure: measure)
  cairo_destroy(target)
  cairo_surface_finish(surface)
  let status = cairo_surface_status(surface)
  cairo_surface_destroy(surface)
  precondition(status == CAIRO_STATUS_SUCCESS, "Cairo drew the figure")
  return ThemedSVG(cairo: bytes.bytes).text
}

/// A scene as PNG on paper, `scale` pixels a point.
///
/// - Precondition: Cairo can allocate the image.
public func png(_ scene: Scene, scale: Double = 2, dark: Bool = false) -> [UInt8] {
  let measure = PangoMeasure()
  let drawing = scene.drawing(measuring: measure)
  let palette: Palette = dark ? .dark : .light
  let surface = cairo_image_surface_create(
    CAIRO_FORMAT_RGB24, Int32((drawing.width * scale).rounded(.up)),
    Int32((drawing.height * scale).rounded(.up)))!
  cairo_surface_set_device_scale(surface, scale, scale)
  let target = cairo_create(surface)!
  let paper = palette[.paper]
  cairo_set_source_rgb(
    target, Double(paper.red) / 255, Double(paper.green) / 255, Double(paper.blue) / 255)
  cairo_paint(target)
  CairoPainter(drawing: drawing, palette: palette).paint(on: target, measure: measure)
  cairo_destroy(target)
  let bytes = ByteCollector()
  let status = cairo_surface_write_to_png_stream(
    surface, ByteCollector.write, Unmanaged.passUnretained(bytes).toOpaque())
  cairo_surface_destroy(surface)
  precondition(status == CAIRO_STATUS_SUCCESS, "Cairo wrote the image")
  return bytes.bytes
}

/// Where Cairo's stream callback puts what it writes.
private final class ByteCollector {
  var bytes: [UInt8] = []

  static let write: cairo_write_func_t = { closure, data, length in
    let collector = Unmanaged<ByteCollector>.fromOpaque(closure!).takeUnretainedValue()
    collector.bytes += UnsafeBufferPointer(start: data, count: Int(length))
    return CAIRO_STATUS_SUCCESS
  }
}
