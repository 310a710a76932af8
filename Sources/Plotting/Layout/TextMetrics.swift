/// How wide text may become, without knowing the reader's font.
///
/// The widths are those of DejaVu Sans, the widest font a page falls back to: an estimate that is
/// too large costs a few pixels, one that is too small clips a label.
enum TextMetrics {
  /// The width in pixels of one line.
  static func width(_ text: String, size: Double = 11, isBold: Bool = false) -> Double {
    let em = text.unicodeScalars.reduce(0) { $0 + advance($1) }
    return em * size * (isBold ? 1.08 : 1)
  }

  private static func advance(_ scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "0"..."9": 0.64
    case " ": 0.35
    case ".", ",", ":", ";", "i", "l", "j", "'", "|", "I", "!": 0.32
    case "f", "t", "r", "(", ")", "[", "]", "/", "-": 0.42
    case "m", "w", "M", "W", "%", "@": 0.95
    case "A"..."Z": 0.72
    case "a"..."z": 0.6
    case "\u{300}"..."\u{36F}": 0
    case "\u{1100}"..., "\u{2190}"..."\u{22FF}": scalar.value >= 0x2E80 ? 1.05 : 0.84
    default: 0.7
    }
  }
}
