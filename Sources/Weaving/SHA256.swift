import CCrypto

/// The SHA-256 of bytes as 64 hexadecimal digits.
public func sha256(_ bytes: [UInt8]) -> String {
  var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
  var length: UInt32 = 0
  let done = bytes.withUnsafeBytes {
    EVP_Digest($0.baseAddress, $0.count, &digest, &length, EVP_sha256(), nil)
  }
  precondition(done == 1, "libcrypto offers SHA-256")
  let digits = Array("0123456789abcdef".utf8)
  let text = digest.prefix(Int(length)).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
  return String(decoding: text, as: UTF8.self)
}
