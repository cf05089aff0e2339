import Plotting
import Publishing
import Results
import Testing
import Weaving

@Suite("Figures and tables carry their numbers")
struct HTMLFigureTests {
  private func main(_ block: WovenBlock) -> String {
    String(mainText(WovenReport(metadata: .init(title: "T"), blocks: [block])))
  }

  @Test("CSV quotes commas, quotes and line ends, and nothing else")
  func csv() {
    let data = DataTable(
      columns: ["a", "b, c"],
      rows: [["1", "say \"x\""], ["two\nlines", "δ = 3; [4]"], ["", "5\r"]])
    #expect(
      data.csv == "a,\"b, c\"\r\n1,\"say \"\"x\"\"\"\r\n\"two\nlines\",δ = 3; [4]\r\n,\"5\r\"\r\n")
  }

  @Test("a figure has number, caption, how it was made, alt text and its data")
  func parts() {
    let html = main(.figure(figure()))
    #expect(html.hasPrefix("<figure id=\"fig-a\" class=\"drawn\">"))
    #expect(html.contains("<a class=\"number\" href=\"#fig-a\">Figure 1</a> What to see."))
    #expect(html.contains("<p class=\"method\">20 seeds.</p>"))
    #expect(html.contains("alt=\"A line rises.\""))
    #expect(
      html.contains(
        "download=\"fig-a.csv\" href=\"data:text/csv;charset=utf-8,x,y%0D%0A1,2%0D%0A\""))
    #expect(html.contains("<td>1</td><td>2</td>"))
  }

  @Test("a figure is shown a quarter larger than in print, at its own proportions")
  func size() {
    // 243.75 pt are 325 px.
    #expect(main(.figure(figure())).contains("width=\"406\" height=\"250\""))
  }

  @Test("where a wide drawing would shrink, its panels are drawn below each other")
  func phone() throws {
    var wide = figure()
    wide.scene.width = .double
    var drawn: [Scene] = []
    let report = WovenReport(metadata: .init(title: "T"), blocks: [.figure(wide)])
    let html = HTMLPage(report: report) { scene in
      drawn.append(scene)
      return sampleSVG.replacing("243.75pt", with: "\(scene.width.points)pt")
    }.html
    #expect(drawn == [wide.scene, wide.scene.stacked])
    let source = try #require(HTMLScan(html).tags.first { $0.name == "source" })
    #expect(source.attributes["media"] == "screen and (max-width: 48rem)")
    #expect(source.attributes["width"] == "350")
    // A space would end the URL.
    #expect(source.attributes["srcset"]?.contains(" ") == false)
    #expect(HTMLScan(html).attributes("alt") == ["A line rises."])
    #expect(!main(.figure(figure())).contains("<picture>"))
  }

  @Test("a slider is a group of radio buttons, each before what it shows, the last one chosen")
  func slider() {
    var moving = figure()
    moving.frames = ["0", "30"].map {
      .init(variable: "t", value: $0, scene: sampleScene, altText: "At step \($0).")
    }
    let scan = HTMLScan(main(.figure(moving)))
    #expect(scan.problems == [])
    let choices = scan.tags.filter { $0.attributes["type"] == "radio" }
    #expect(choices.map { $0.attributes["aria-label"] } == ["t = 0", "t = 30"])
    #expect(Set(choices.map { $0.attributes["name"] }).count == 1)
    #expect(choices.map { $0.attributes["checked"] != nil } == [false, true])
    #expect(
      scan.tags.contains {
        $0.attributes["role"] == "radiogroup"
          && $0.attributes["aria-label"] == "t shown in figure 1"
      })
    // On paper all are seen at once.
    #expect(scan.attributes("alt") == ["At step 0.", "At step 30.", "A line rises."])
    #expect(!main(.figure(figure())).contains("radio"))
  }

  @Test("the drawing survives the way into its URL")
  func drawing() throws {
    let html = main(.figure(figure()))
    let start = try #require(html.firstRange(of: "src=\"data:image/svg+xml,")?.upperBound)
    let encoded = html[start...].prefix { $0 != "\"" }
    #expect(!encoded.contains("&"))
    var bytes: [UInt8] = []
    var rest = encoded.utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%") {
        let digits = String(decoding: rest.prefix(2), as: UTF8.self)
        bytes.append(try #require(UInt8(digits, radix: 16)))
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    let expected = String(sampleSVG.map { $0 == "\"" ? "'" : $0 })
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }

  @Test("a figure without a label still has an anchor, and one without data no link to it")
  func bare() {
    let html = main(
      .figure(figure(label: nil, caption: [], notes: [], data: .init(columns: [], rows: []))))
    #expect(html.hasPrefix("<figure id=\"figure:1\""))
    #expect(!html.contains("data:text/csv"))
    #expect(!html.contains("class=\"method\""))
  }

  @Test("long data are folded to 200 rows, with all of them in the CSV")
  func longData() {
    let rows = (1...450).map { [String($0)] }
    let html = main(.figure(figure(data: DataTable(columns: ["n"], rows: rows))))
    #expect(html.split(separator: "<td>").count == 201)
    #expect(html.contains("The first 200 of 450 rows"))
    #expect(html.contains("%0D%0A450%0D%0A"))
  }

  @Test("what follows a Greek letter and an underscore is set low")
  func symbols() throws {
    var shown = table(
      columns: [.init(title: "δ_alg", isNumeric: true)], rows: [[.init("0.5")]])
    shown.notes = ["δ_NN(t) < δ_50, not theta_norm nor δ_."]
    let html = page(try sampleReport("Text.", then: [.table(shown)]))
    #expect(html.contains("δ<sub>alg</sub>"))
    #expect(html.contains("δ<sub>NN</sub>(t) &lt; δ<sub>50</sub>, not theta_norm nor δ_."))
    #expect(HTMLScan(html).problems == [])
  }

  @Test("a table wider than the text may reach into the margin")
  func wide() throws {
    func html(columns: Int) throws -> String {
      let shown = table(
        columns: (0..<columns).map { .init(title: "v\($0)", isNumeric: true) },
        rows: [(0..<columns).map { _ in .init("1.234", interval: "[1.111, 1.357]") }])
      return page(try sampleReport("Text.", then: [.table(shown)]))
    }
    #expect(try html(columns: 2).contains("class=\"numbers\""))
    #expect(try html(columns: 5).contains("class=\"numbers wide\""))
  }

  @Test("numbers stand under each other by their decimal points")
  func alignment() {
    let html = main(
      .table(
        table(
          columns: [
            .init(title: "name", isNumeric: false),
            .init(title: "δ", unit: "n/d", isNumeric: true), .init(title: "v", isNumeric: true),
          ],
          rows: [
            [.init("a"), .init("3.62", interval: "[3.4, 3.8]"), .init("12")],
            [.init("b"), .init("-11"), .init("—")], [.init("c"), .init("5.2"), .init("7")],
          ])))
    // A point and two digits are kept free behind −11, a digit behind 5.2.
    #expect(html.contains("<td class=\"number\">3.62</td><td class=\"interval\">[3.4, 3.8]</td>"))
    #expect(html.contains("<td class=\"number\">−11\u{2008}\u{2007}\u{2007}</td>"))
    #expect(html.contains("<td class=\"number\">5.2\u{2007}</td>"))
    #expect(html.contains("<td class=\"number\">—</td>"))
    #expect(html.contains("<th scope=\"row\">a</th>"))
    #expect(
      html.contains(
        "<th scope=\"col\" class=\"number\" colspan=\"2\">δ <span class=\"unit\">n/d</span></th>"))
  }
}
