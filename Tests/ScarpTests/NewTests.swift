import Foundation
import Testing

private let starters = ["cliff", "spectrum", "handout"]

@Suite struct NewTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  @Test("every starter has no mistakes, and its first render and its first edit need no help")
  func mistakes() throws {
    let listed = try scarp("new", "--list", in: folder).output
    for starter in starters {
      #expect(listed.contains(starter))
      let made = try scarp("new", "my-\(starter)", "--from", starter, in: folder)
      #expect(made.code == 0 && made.output.contains("scarp render my-\(starter).md"))
      let checked = try scarp("render", "--check", "--strict", "my-\(starter).md", in: folder)
      #expect(checked.code == 0, "\(checked.messages)")
      let text = String(decoding: folder.bytes("my-\(starter).md") ?? Data(), as: UTF8.self)
      #expect(text.contains("title: 'My \(starter)'") && !text.contains("{{"))
    }
    #expect(listed.split(separator: "\n").count == starters.count)
  }

  @Test("every starter renders as it is, without a warning", arguments: starters)
  func renders(starter: String) throws {
    try #require(try scarp("new", "first-study", "--from", starter, in: folder).code == 0)
    let ran = try scarp("render", "first-study.md", "--strict", in: folder)
    #expect(ran.code == 0 && !ran.messages.contains("warning"), "\(ran.messages)")
    let page = try folder.text("reports/first-study.html")
    #expect(page.contains("<title>First study</title>") && page.contains("<figure"))
  }

  @Test("the schema is printed whole and of one; a misspelt name has a suggestion")
  func schema() throws {
    let whole = try #require(try scarp("help", "--schema", in: folder).json as? [String: Any])
    #expect((whole["$defs"] as? [String: Any])?["experiment-threshold-sweep"] != nil)
    for words in [["help", "--schema", "cliff"], ["help", "directive", "cliff", "--schema"]] {
      let one = try start(words, in: folder).ended().json as? [String: Any]
      #expect(one?["$ref"] as? String == "#/$defs/figure-cliff")
    }
    let wrong = try scarp("help", "--schema", "clif", in: folder)
    #expect(wrong.code == 1 && wrong.messages.contains("did you mean 'cliff'?"))
  }

  @Test("a file that is there is never touched")
  func present() throws {
    try folder.write("mine", to: "study.md")
    for name in ["study", "study.md"] {
      let ran = try scarp("new", name, in: folder)
      #expect(ran.code == 1 && ran.messages.contains("it is there already"))
    }
    #expect(folder.bytes("study.md") == Data("mine".utf8))
  }

  @Test("a name may hold a folder and an apostrophe; a misspelt starter has a suggestion")
  func names() throws {
    #expect(try scarp("new", "deep/in/noether's_study", in: folder).code == 0)
    let made = try scarp("render", "--check", "deep/in/noether's_study.md", in: folder)
    #expect(made.code == 0, "\(made.messages)")
    let wrong = try scarp("new", "x", "--from", "clif", in: folder)
    #expect(wrong.code == 1 && wrong.messages.contains("did you mean 'cliff'?"))
    #expect(!folder.has("x.md"))
    #expect(try scarp("new", in: folder).code == 1)
  }
}
