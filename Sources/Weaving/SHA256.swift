import CCrypto

/// The 32 bytes of SHA-256.
func sha256(_ bytes: [UInt8]) -> [UInt8] {
  var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
  var length: UInt32 = 0
  let done = EVP_Digest(bytes, bytes.count, &digest, &length, EVP_sha256(), nil)
  precondition(done == 1 && length == 32, "libcrypto offers SHA-256")
  return Array(digest.prefix(32))
}

func hexadecimal(_ bytes: [UInt8]) -> String {
  let digits = Array("0123456789abcdef")
  return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
}
