import CKaTeX
import Diagnostics
import Synchronization

/// Typesets TeX as HTML with its MathML twin, by KaTeX.
///
/// The first formula loads KaTeX, about 0.15 s; later ones take milliseconds. Equal formulas give
/// equal bytes, whatever was typeset before.
public final class MathTypesetter: Sendable {
  private let engine = Mutex<ScriptEngine?>(nil)
  private static let memoryLimit = 64 << 20

  private let recalled: @Sendable (Formula) -> String?
  private let keep: @Sendable (Formula, _ html: String) -> Void

  /// - Parameters:
  ///   - recalled: the HTML that an equal typesetter gave for the formula before.
  ///   - keep: told the HTML of each formula that was not recalled.
  public init(
    recalled: @escaping @Sendable (Formula) -> String? = { _ in nil },
    keep: @escaping @Sendable (Formula, _ html: String) -> Void = { _, _ in }
  ) {
    self.recalled = recalled
    self.keep = keep
  }

  /// The HTML of a formula: one `span`, to stand in text or by itself.
  public func html(_ formula: Formula) -> Result<String, FormulaError> {
    if let html = recalled(formula) { return .success(html) }
    let outcome = answer(of: "typeset", to: formula, startingWith: "<")
    if case .success(let html) = outcome { keep(formula, html) }
    return outcome
  }

  /// The formula as Typst math.
  ///
  /// A few commands that HTML can show have no form there: their mistake names them.
  public func typst(_ formula: Formula) -> Result<TypstFormula, FormulaError> {
    answer(of: "typesetForTypst", to: formula, startingWith: "$").map(TypstFormula.init(answer:))
  }

  /// What a function of the driver answers; an answer that starts otherwise is a mistake.
  private func answer(
    of function: String, to formula: Formula, startingWith mark: String
  ) -> Result<String, FormulaError> {
    guard formula.tex.utf8.count <= Formula.maximumBytes else {
      return .failure(FormulaError("the formula is longer than \(Formula.maximumBytes) bytes"))
    }
    if let place = formula.tex.firstIndex(where: \.isUnprintable) {
      return .failure(
        FormulaError(
          "a formula holds no control characters",
          offset: formula.tex.distance(from: formula.tex.startIndex, to: place)))
    }
    return engine.withLock { engine in
      let loaded = engine ?? loadedEngine()
      engine = loaded
      switch loaded.call(function, formula.tex, formula.display, work: formula.work) {
      case .success(let answer) where answer.hasPrefix(mark):
        return .success(answer)
      case .success(let answer):
        return .failure(parseError(answer, in: formula.tex))
      case .failure(let error):
        // Stopped in the middle: the next formula gets a fresh engine.
        engine = nil
        return .failure(FormulaError(error.sentence))
      }
    }
  }

  /// Loads KaTeX now, so that the first formula does not wait for it.
  public func warmUp() {
    engine.withLock { if $0 == nil { $0 = loadedEngine() } }
  }

  /// The HTML of a formula, its mistakes placed in the file.
  ///
  /// - Parameter place: the place in the file of the character so many characters into the TeX.
  public func html(
    _ formula: Formula, at place: (_ offset: Int) -> SourceLocation
  ) -> Result<String, Diagnostic> {
    html(formula).mapError { $0.diagnostic(at: place) }
  }

  /// The formula as Typst math, what has no form there placed in the file.
  ///
  /// - Parameter place: the place in the file of the character so many characters into the TeX.
  public func typst(
    _ formula: Formula, at place: (_ offset: Int) -> SourceLocation
  ) -> Result<TypstFormula, Diagnostic> {
    typst(formula).mapError { $0.diagnostic(at: place) }
  }

  private func loadedEngine() -> ScriptEngine {
    let engine = ScriptEngine(memoryLimit: Self.memoryLimit)
    let library = UnsafeBufferPointer(start: katex_script.bytes, count: katex_script.length)
    for outcome in [
      engine.run(polyfill), library.withMemoryRebound(to: CChar.self) { engine.run($0) },
      engine.run(String(decoding: PackageResources.TypstMath_js, as: UTF8.self)),
      engine.run(driver),
    ] {
      if case .failure(let error) = outcome {
        preconditionFailure("KaTeX does not load: \(error.sentence)")
      }
    }
    return engine
  }

  /// Reads the driver's `position:message`, the position in Unicode scalars.
  private func parseError(_ answer: String, in tex: String) -> FormulaError {
    let parts = answer.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let scalars = Int(parts.first ?? "") ?? 0
    let before = String(String.UnicodeScalarView(tex.unicodeScalars.prefix(scalars)))
    return FormulaError(sentence(parts.last ?? ""), offset: before.count)
  }

  private func sentence(_ message: Substring) -> String {
    var text = message
    while text.last == "." { text.removeLast() }
    let isWord = text.dropFirst().first.map { $0.isLowercase || $0 == " " } ?? false
    return isWord ? text.prefix(1).lowercased() + text.dropFirst() : String(text)
  }
}

extension FormulaError {
  fileprivate func diagnostic(at place: (_ offset: Int) -> SourceLocation) -> Diagnostic {
    Diagnostic(at: place(offset), "in this formula: \(message)", help: help)
  }
}

extension Character {
  /// A page has no way to write it.
  fileprivate var isUnprintable: Bool {
    unicodeScalars.contains {
      $0.value < 0x20 && !["\n", "\t", "\r"].contains($0) || $0.value == 0x7F
    }
  }
}

extension ScriptError {
  fileprivate var sentence: String {
    switch self {
    case .thrown(let message): "the formula cannot be typeset: \(message)"
    case .tooMuchWork: "the formula takes too much work for its length"
    case .outOfMemory: "the formula takes too much memory"
    }
  }
}

/// Duktape lacks the one method of ES2015 that KaTeX calls.
private let polyfill = """
  if (!Array.prototype.fill) {
    Object.defineProperty(Array.prototype, 'fill', {
      value: function (x) {
        for (var i = 0; i < this.length; i++) this[i] = x;
        return this;
      }
    });
  }
  """

/// Answers `<…`, `$…` or `position:message`. What the trust option forbids is an error, not red
/// text.
private let driver = """
  function settings(tex, display) {
    function refuse(context) {
      var error = new katex.ParseError(context.command + ' is not allowed');
      error.position = Math.max(0, tex.indexOf(context.command));
      throw error;
    }
    return {
      displayMode: display, output: 'htmlAndMathml', throwOnError: true,
      trust: refuse, strict: 'error', maxExpand: 1000, maxSize: 100, macros: {}
    };
  }

  // What macros stand for is counted before it is made: KaTeX joins letters at quadratic cost without
  // asking for memory.
  var most = 8000;
  var expanded = 0;
  (function () {
    function count(tokens) {
      expanded += tokens;
      if (expanded > most) {
        throw new katex.ParseError('macros stand for more than ' + most + ' characters');
      }
    }
    function bound(expander) {
      var marks = 0;
      var expansion = expander._getExpansion;
      expander._getExpansion = function (name) {
        var found = expansion.call(this, name);
        marks = found && found.tokens
          ? found.tokens.filter(function (token) { return token.text === '#'; }).length : 1;
        return found;
      };
      var argumentsOf = expander.consumeArgs;
      expander.consumeArgs = function (number, delimiters) {
        var times = marks;
        var found = argumentsOf.call(this, number, delimiters);
        found.forEach(function (tokens) { if (times * tokens.length > most) count(most + 1); });
        return found;
      };
      var push = expander.pushTokens;
      expander.pushTokens = function (tokens) {
        count(tokens.length);
        return push.call(this, tokens);
      };
    }
    katex.__parse('\\\\probe', {macros: {'\\\\probe': function (expander) {
      bound(Object.getPrototypeOf(expander));
      return '';
    }}});
  })();

  function answered(answer) {
    expanded = 0;
    try {
      return answer();
    } catch (e) {
      if (!(e instanceof katex.ParseError)) throw e;
      var message = e.message
        .replace(/^KaTeX parse error: /, '')
        .replace(/^LaTeX-incompatible input and strict mode is set to 'error': /, '')
        .replace(/ at (position \\d+|end of input): [^]*$/, '')
        .replace(/ \\[\\w+\\]$/, '');
      return (e.position || 0) + ':' + message;
    }
  }

  function typeset(tex, display) {
    return answered(function () { return katex.renderToString(tex, settings(tex, display)); });
  }

  function typesetForTypst(tex, display) {
    return answered(function () { return typstMath(tex, display, settings(tex, display)); });
  }
  """
