/// The scheme of a URL in lower case; nil for a relative one.
public func scheme(of url: String) -> String? {
  // Browsers drop control characters and leading spaces before they look for the scheme.
  let bare = url.unicodeScalars.filter { $0.value > 0x20 && $0.value != 0x7F }
  guard let colon = bare.firstIndex(of: ":") else { return nil }
  let name = bare[..<colon]
  if name.contains(where: { "/?#".unicodeScalars.contains($0) }) { return nil }
  return String(String.UnicodeScalarView(name)).lowercased()
}

/// Whether a report may link there: http, https, mailto, an anchor or a relative path.
public func isSafeLink(_ url: String) -> Bool {
  guard let scheme = scheme(of: url) else { return true }
  return ["http", "https", "mailto"].contains(scheme)
}

/// Whether the picture is in the URL itself, in a format that cannot hold scripts.
public func isEmbeddedImage(_ url: String) -> Bool {
  ["png", "jpeg", "gif", "webp"].contains { url.hasPrefix("data:image/\($0);base64,") }
}
