import Figures
import Plotting
import Publishing
import Results
import Testing

@Suite("Figures as SVG and PNG")
struct DrawingSVGTests {
  static let plain = Scene(
    panels: [
      Panel(
        x: Axis("samples per dimension *δ*", scale: Scale(from: 0, to: 9)),
        y: Axis("*λ*_{min}", scale: Scale(.logarithmic, from: 1e-3, to: 10)),
        marks: [
          .line(
            Mark.Line(
              (1...9).map { Position(Double($0), 0.01 * Double($0 * $0)) }, style: .series(0),
              label: "quad")),
          .rule(Mark.Rule(.vertical, at: 4, style: .series(1), label: "*δ*_{50} = 4.00")),
        ])
    ], panelHeights: [120])

  static let busy: Scene = {
    var scene = plain
    scene.width = .double
    scene.columns = 3
    scene.panels = (0..<9).map { index in
      var panel = plain.panels[0]
      panel.title = RichText(markup: "*δ* = \(index), *t* = \(10 * index)")
      panel.marks = (0..<3).map { series in
        let points = (0...250).map { step -> Position in
          let x = 9 * Double(step) / 250
          return Position(x, 0.01 + x * x * (1 + Double(series)) / 40 + 0.02 * Double(step % 7))
        }
        return .line(Mark.Line(points, style: .series(series)))
      }
      return panel
    }
    return scene
  }()

  @Test("the same scene gives the same bytes, whatever was drawn before")
  func deterministic() {
    let first = svg(Self.plain)
    let busy = svg(Self.busy)
    _ = png(Self.busy, scale: 1)
    #expect(svg(Self.plain) == first)
    #expect(svg(Self.busy) == busy)
    #expect(png(Self.plain) == png(Self.plain))
    #expect(first != busy)
  }

  @Test("threads drawing at once do not disturb each other")
  func concurrent() async {
    let expected = [svg(Self.plain), svg(Self.busy)]
    await withTaskGroup(of: (Int, String).self) { group in
      for index in 0..<16 {
        group.addTask { (index % 2, svg(index % 2 == 0 ? Self.plain : Self.busy)) }
      }
      for await (index, text) in group { #expect(text == expected[index]) }
    }
  }

  @Test("a figure of nine panels stays within 100 kB")
  func size() {
    #expect(svg(Self.plain).utf8.count < 30_000)
    #expect(svg(Self.busy).utf8.count < 100_000)
  }

  @Test("it is well formed: tags nest, ids are unique, every reference resolves")
  func wellFormed() throws {
    let text = svg(Self.busy)
    var open: [Substring] = []
    var rest = text[...]
    while let start = rest.firstIndex(of: "<") {
      let tag = rest[rest.index(after: start)...].prefix { $0 != ">" }
      rest = rest[tag.endIndex...].dropFirst()
      if tag.hasPrefix("?") || tag.hasSuffix("/") { continue }
      if tag.hasPrefix("/") {
        #expect(open.popLast() == tag.dropFirst())
      } else {
        open.append(tag.prefix { $0 != " " && $0 != "\n" })
      }
    }
    #expect(open.isEmpty)
    let ids = values(of: " id=\"", in: text)
    #expect(Set(ids).count == ids.count && ids.contains("figure"))
    let targets = values(of: "xlink:href=\"#", in: text)
    #expect(!targets.isEmpty && Set(targets).isSubset(of: Set(ids)))
    #expect(!text.contains("surface"))
  }

  @Test("dark colours apply on screens that prefer dark, and nowhere else")
  func themes() throws {
    let text = svg(Self.plain)
    let sheet = try #require(values(of: "<style>", in: text, upTo: "<").first)
    #expect(sheet.hasPrefix("@media screen and (prefers-color-scheme:dark){"))
    let body = text.split(separator: "</style>")[1]
    for role in [Role.ink, .axis, .series(0), .series(1), .seriesText(0)] {
      #expect(body.contains(Palette.light[role].hex))
      #expect(sheet.contains(Palette.dark[role].hex))
      #expect(!body.contains(Palette.dark[role].hex))
    }
    // Every coloured element carries a class for each of its colours.
    let styles = values(of: "style=\"", in: String(body))
    let colored = styles.reduce(0) { $0 + $1.split(separator: "#").count - 1 }
    let classes = values(of: "class=\"", in: String(body)).flatMap { $0.split(separator: " ") }
    #expect(colored > 10 && classes.count == colored)
  }

  static let heat: Scene = {
    let values = (0..<14).map { row in
      (0..<18).map { column -> Double? in
        row == 3 && column == 4 ? nil : Double(column - row) / 18
      }
    }
    let panel = Panel(
      x: Axis("*δ*", scale: Scale(from: 0, to: 18)), y: Axis("*τ*", scale: Scale(from: 0, to: 14)),
      marks: [
        .heat(
          Mark.Heat(
            xEdges: (0...18).map(Double.init), yEdges: (0...14).map(Double.init), values: values,
            limit: 0.9))
      ])
    return Scene(
      width: .double, columns: 2, panels: [panel, panel], panelHeights: [150], sharesX: true,
      sharesY: true, colorBar: ColorBar("margin *μ*", limit: 0.9))
  }()

  @Test("two heat maps of 252 cells take 100 kB at most, and every shade has its dark colour")
  func heatMap() throws {
    let text = svg(Self.heat)
    #expect(text.utf8.count < 100_000)
    let sheet = try #require(values(of: "<style>", in: text, upTo: "<").first)
    for level in [-16, -4, 0, 9, 16] {
      #expect(text.contains(Palette.light[.diverging(level)].hex))
      #expect(sheet.contains(Palette.dark[.diverging(level)].hex))
    }
    #expect(png(Self.heat, dark: true) != png(Self.heat))
  }

  @Test("no path carries an empty style or ends in a move")
  func tidy() {
    let text = svg(Self.busy) + svg(Self.heat)
    #expect(!text.contains("style=\"\""))
    for path in values(of: " d=\"", in: text) where !path.isEmpty {
      let last = path.lastIndex { $0.isLetter }
      #expect(last.map { path[$0] } != "M")
    }
  }

  @Test("path data have two decimals at most")
  func precision() {
    for path in values(of: " d=\"", in: svg(Self.busy)) {
      for number in path.split(whereSeparator: { $0.isLetter || $0 == " " }) {
        let decimals = number.split(separator: ".").dropFirst().first?.count ?? 0
        #expect(decimals <= 2)
      }
    }
  }

  @Test("the size is the column's, in points")
  func width() {
    #expect(svg(Self.plain).contains("width=\"243.78pt\""))
    #expect(svg(Self.busy).contains("width=\"504.57pt\""))
  }

  @Test("PNG has the asked scale, and light differs from dark")
  func images() {
    let light = png(Self.plain, scale: 2)
    #expect(light.prefix(8) == [137, 80, 78, 71, 13, 10, 26, 10])
    #expect(Int(light[18]) * 256 + Int(light[19]) == 488)
    #expect(png(Self.plain, scale: 2, dark: true) != light)
  }

  @Test("Pango sets no label upon another and none off the page")
  func layout() {
    for scene in [Self.plain, Self.busy, Self.heat] {
      let drawing = scene.drawing(measuring: PangoMeasure())
      let page = Box(0, 0, drawing.width, drawing.height)
      for (index, caption) in drawing.captions.enumerated() {
        #expect(page.contains(caption.box), "\(caption.text.plain)")
        for other in drawing.captions.dropFirst(index + 1) {
          #expect(!caption.box.grown(by: -0.2).overlaps(other.box.grown(by: -0.2)))
        }
      }
    }
  }

  @Test("letters are as wide as the font says, at any size, and italics and Greek are there")
  func measure() {
    let measure = PangoMeasure()
    // DejaVu Sans: a digit is 1303 of 2048 units.
    #expect(abs(measure.advance("0", isItalic: false, size: 10) - 6.362) < 0.01)
    let one = measure.advance("λδθ̂", isItalic: true, size: 7)
    #expect(abs(measure.advance("λδθ̂", isItalic: true, size: 70) - 10 * one) < 0.1)
    #expect(one > 7)
  }
}

private func values(of opening: String, in text: String, upTo end: Character = "\"") -> [Substring]
{
  text.split(separator: opening, omittingEmptySubsequences: false).dropFirst().map { piece in
    piece.prefix { $0 != end }
  }
}
