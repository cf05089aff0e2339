import CCrypto
import FoundationEssentials

/// The SHA-256 of bytes as 64 hexadecimal digits.
func sha256(_ data: Data) -> String {
  var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
  var length: UInt32 = 0
  let done = data.withUnsafeBytes {
    EVP_Digest($0.baseAddress, $0.count, &digest, &length, EVP_sha256(), nil)
  }
  precondition(done == 1, "libcrypto offers SHA-256")
  return digest.prefix(Int(length)).map { byte in
    let text = String(byte, radix: 16)
    return text.count == 1 ? "0" + text : text
  }.joined()
}
