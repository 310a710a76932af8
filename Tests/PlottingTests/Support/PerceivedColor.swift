import Foundation

/// A colour as eyes see it, to check palettes.
struct PerceivedColor {
  /// Linear red, green and blue.
  var rgb: [Double]

  init(_ hex: String) {
    let digits = Array(hex.dropFirst())
    rgb = stride(from: 0, to: 6, by: 2).map { index in
      let value = Double(Int(String(digits[index...(index + 1)]), radix: 16) ?? 0) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
  }

  /// Full colour-blindness after Machado, Oliveira and Fernandes (2009), severity 1.0.
  enum Deficiency: CaseIterable {
    case protanopia, deuteranopia, tritanopia

    var matrix: [[Double]] {
      switch self {
      case .protanopia:
        [
          [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
          [-0.003882, -0.048116, 1.051998],
        ]
      case .deuteranopia:
        [
          [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
          [-0.011820, 0.042940, 0.968881],
        ]
      case .tritanopia:
        [
          [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
          [0.004733, 0.691367, 0.303900],
        ]
      }
    }
  }

  func seen(with deficiency: Deficiency) -> PerceivedColor {
    var color = self
    color.rgb = deficiency.matrix.map { row in
      min(max(zip(row, rgb).reduce(0) { $0 + $1.0 * $1.1 }, 0), 1)
    }
    return color
  }

  var luminance: Double { 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2] }

  /// The contrast ratio of WCAG 2.
  func contrast(with other: PerceivedColor) -> Double {
    let (a, b) = (luminance, other.luminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  private var lab: (l: Double, a: Double, b: Double) {
    let (r, g, b) = (rgb[0], rgb[1], rgb[2])
    func bend(_ t: Double) -> Double {
      t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116
    }
    let x = bend((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047)
    let y = bend(0.2126729 * r + 0.7151522 * g + 0.0721750 * b)
    let z = bend((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883)
    return (116 * y - 16, 500 * (x - y), 200 * (y - z))
  }

  /// The colour difference CIEDE2000 (Sharma, Wu and Dalal 2005).
  func difference(from other: PerceivedColor) -> Double {
    let (one, two) = (lab, other.lab)
    let meanChroma = (hypot(one.a, one.b) + hypot(two.a, two.b)) / 2
    let g = 0.5 * (1 - (pow(meanChroma, 7) / (pow(meanChroma, 7) + pow(25, 7))).squareRoot())
    let (a1, a2) = ((1 + g) * one.a, (1 + g) * two.a)
    let (c1, c2) = (hypot(a1, one.b), hypot(a2, two.b))
    func hue(_ a: Double, _ b: Double) -> Double {
      let angle = atan2(b, a) * 180 / .pi
      return a == 0 && b == 0 ? 0 : angle < 0 ? angle + 360 : angle
    }
    let (h1, h2) = (hue(a1, one.b), hue(a2, two.b))
    var turn = c1 * c2 == 0 ? 0 : h2 - h1
    if turn > 180 { turn -= 360 }
    if turn < -180 { turn += 360 }
    let hueDifference = 2 * (c1 * c2).squareRoot() * sin(turn / 2 * .pi / 180)
    let (l, c) = ((one.l + two.l) / 2, (c1 + c2) / 2)
    var h = c1 * c2 == 0 ? h1 + h2 : (h1 + h2) / 2
    if c1 * c2 != 0, abs(h1 - h2) > 180 { h += h1 + h2 < 360 ? 180 : -180 }
    func cosine(_ degrees: Double) -> Double { cos(degrees * .pi / 180) }
    let t =
      1 - 0.17 * cosine(h - 30) + 0.24 * cosine(2 * h) + 0.32 * cosine(3 * h + 6)
      - 0.20 * cosine(4 * h - 63)
    let lightness = 1 + 0.015 * (l - 50) * (l - 50) / (20 + (l - 50) * (l - 50)).squareRoot()
    let (chroma, weight) = (1 + 0.045 * c, 1 + 0.015 * c * t)
    let rotation =
      -2 * (pow(c, 7) / (pow(c, 7) + pow(25, 7))).squareRoot()
      * sin(60 * exp(-((h - 275) / 25) * ((h - 275) / 25)) * .pi / 180)
    let (dl, dc, dh) = ((two.l - one.l) / lightness, (c2 - c1) / chroma, hueDifference / weight)
    return (dl * dl + dc * dc + dh * dh + rotation * dc * dh).squareRoot()
  }
}
