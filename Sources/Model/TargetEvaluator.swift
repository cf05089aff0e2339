import CMuParser
import Glibc

/// Runs a target's expression in muParser.
///
/// Every batch has a parser of its own, since one is not safe to share between threads. Samples
/// are taken one at a time: muParser's bulk mode would start threads of its own and is no faster.
enum TargetEvaluator {
  /// Finds what only the grammar knows: missing operands, wrong numbers of arguments.
  static func check(_ tokens: TargetTokens) throws(Target.Problem) {
    let count = tokens.latentDimension
    let fault: Target.Problem? = withParser(tokens.text, latents: count) { parser, _ in
      _ = mupEval(parser)
      guard mupError(parser) != 0 else { return nil }
      let code = mupGetErrorCode(parser)
      let position = Int(mupGetErrorPos(parser))
      let start = tokens.all.first?.offset ?? 0
      // muParser's token may carry the space after it.
      let token = String(cString: mupGetErrorToken(parser)).prefix { $0 != " " }
      return Target.Problem(
        message: message(code, near: String(token)),
        offset: start + min(max(position, 0), tokens.text.count))
    }
    if let fault { throw fault }
  }

  /// The value at every sample; the expression has been checked.
  static func values(
    _ expression: String, latents: [[Double]], noise: [Double]?, count: Int
  ) -> [Double] {
    withParser(expression, latents: latents.count) { parser, variables in
      (0..<count).map { sample in
        for (index, latent) in latents.enumerated() { variables[index] = latent[sample] }
        if let noise { variables[latents.count] = noise[sample] }
        return mupEval(parser)
      }
    }
  }

  /// A parser whose variables z1, …, eps are the entries of the buffer handed over.
  private static func withParser<T>(
    _ expression: String, latents: Int,
    _ body: (muParserHandle_t, UnsafeMutableBufferPointer<Double>) -> T
  ) -> T {
    guard let parser = mupCreate(muBASETYPE_FLOAT) else { fatalError("out of memory: a parser") }
    let variables = UnsafeMutableBufferPointer<Double>.allocate(capacity: latents + 1)
    variables.initialize(repeating: 1)
    defer {
      mupRelease(parser)
      variables.deallocate()
    }
    for index in 0..<latents {
      mupDefineVar(parser, "z\(index + 1)", variables.baseAddress! + index)
    }
    mupDefineVar(parser, "eps", variables.baseAddress! + latents)
    mupDefineConst(parser, "pi", Double.pi)
    mupDefineFun1(parser, "erf", { Glibc.erf($0) }, 0)
    mupDefineFun1(parser, "rint", { Glibc.rint($0) }, 0)
    mupSetExpr(parser, expression)
    return body(parser, variables)
  }

  /// muParser's codes in words; those that the tokens exclude fall to the last case.
  private static func message(_ code: Int32, near token: String) -> String {
    switch code {
    case 0, 4: "'\(token)' is out of place"
    case 2: "the target ends too early"
    case 3: "',' is out of place"
    case 5, 6, 12: "an operator is missing before '\(token)'"
    case 7: "a parenthesis is out of place"
    case 14: "too many arguments for '\(token)'"
    case 15: "too few arguments for '\(token)'"
    default: "the target cannot be read near '\(token)'"
    }
  }
}
