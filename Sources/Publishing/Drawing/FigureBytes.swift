import CCairo
import Plotting

/// A scene as SVG that shows itself in light or dark as the reader prefers, and prints in light.
///
/// The same scene gives the same bytes, whatever else the process has drawn.
///
/// - Precondition: Cairo can allocate a surface.
public func svg(_ scene: Scene) -> String { ThemedSVG(cairo: svgBytes(scene)).text }

/// A scene as SVG for print: in light whatever the reader prefers, with words of its own.
///
/// - Precondition: Cairo can allocate a surface.
public func svg(_ scene: Scene, title: String, description: String) -> String {
  let words =
    element("title", [:], escaped(title)) + "\n" + element("desc", [:], escaped(description))
  return ThemedSVG(cairo: svgBytes(scene), followsTheme: false, words: words + "\n").text
}

private func svgBytes(_ scene: Scene) -> [UInt8] {
  vectorBytes(scene) { closure, width, height in
    cairo_svg_surface_create_for_stream(ByteCollector.write, closure, width, height)!
  }
}

/// A scene as one page of PDF of its exact size, its fonts embedded, its text to be searched.
///
/// The date of making is that of nothing, so that the same scene gives the same bytes.
///
/// - Precondition: Cairo can allocate a surface.
public func pdf(_ scene: Scene, title: String, subject: String) -> [UInt8] {
  vectorBytes(scene) { closure, width, height in
    let surface = cairo_pdf_surface_create_for_stream(
      ByteCollector.write, closure, width, height)!
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, subject)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Scarp")
    cairo_pdf_surface_set_metadata(
      surface, CAIRO_PDF_METADATA_CREATE_DATE, "1970-01-01T00:00:00Z")
    return surface
  }
}

/// What a surface of a drawing's size writes while the drawing is painted in light.
private func vectorBytes(
  _ scene: Scene,
  on surface: (_ closure: UnsafeMutableRawPointer, _ width: Double, _ height: Double) ->
    OpaquePointer
) -> [UInt8] {
  let measure = PangoMeasure()
  let drawing = scene.drawing(measuring: measure)
  let bytes = ByteCollector()
  let surface = surface(
    Unmanaged.passUnretained(bytes).toOpaque(), drawing.width, drawing.height)
  let target = cairo_create(surface)!
  CairoPainter(drawing: drawing, palette: .light).paint(on: target, measure: measure)
  cairo_destroy(target)
  cairo_surface_finish(surface)
  let status = cairo_surface_status(surface)
  cairo_surface_destroy(surface)
  precondition(status == CAIRO_STATUS_SUCCESS, "Cairo drew the figure")
  return bytes.bytes
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
