import NotebookDisplay
import Testing

@testable import Plotting

@Suite struct PaletteTests {
  private static let modes: [@Sendable (ColorToken) -> String] = [{ $0.light }, { $0.dark }]

  private func color(_ name: String, _ mode: (ColorToken) -> String) -> PerceivedColor {
    PerceivedColor(ColorToken.all.first { $0.name == name }.map(mode) ?? "#ff00ff")
  }

  @Test func measuresDifferencesAsTheStandardDoes() {
    // White against black is the whole scale of lightness.
    let difference = PerceivedColor("#ffffff").difference(from: PerceivedColor("#000000"))
    #expect(abs(difference - 100) < 0.01)
    #expect(abs(PerceivedColor("#ffffff").contrast(with: PerceivedColor("#000000")) - 21) < 1e-9)
  }

  @Test func keepsLinesVisibleOnThePage() {
    for mode in Self.modes {
      let page = color("bg", mode)
      for token in ColorToken.seriesLines {
        #expect(PerceivedColor(mode(token)).contrast(with: page) >= 3, "\(token)")
      }
      #expect(color("axis", mode).contrast(with: page) >= 3)
    }
  }

  @Test func keepsTextReadable() {
    for mode in Self.modes {
      let page = color("bg", mode)
      let names = ["ink", "muted", "link", "error", "warning", "ok"]
      for token in ColorToken.seriesText + ColorToken.interface.filter({ names.contains($0.name) })
      {
        #expect(PerceivedColor(mode(token)).contrast(with: page) >= 4.5, "\(token)")
      }
    }
  }

  @Test func keepsNumbersInCellsReadable() {
    let ramps = [
      (ColorToken.sequential, ColorToken.sequentialText),
      (ColorToken.diverging, ColorToken.divergingText),
    ]
    for mode in Self.modes {
      for (grounds, inks) in ramps {
        #expect(grounds.count == CellColors.steps && inks.count == CellColors.steps)
        for (ground, ink) in zip(grounds, inks) {
          let contrast = PerceivedColor(mode(ground)).contrast(with: PerceivedColor(mode(ink)))
          #expect(contrast >= 4.5, "\(ground.name): \(contrast)")
        }
      }
    }
  }

  @Test(arguments: [(0, 12.7), (1, 12.1)])
  func keepsSeriesApartForColourBlindReaders(mode: Int, least: Double) {
    let colors = ColorToken.seriesLines.map { PerceivedColor(Self.modes[mode]($0)) }
    for deficiency in PerceivedColor.Deficiency.allCases {
      let seen = colors.map { $0.seen(with: deficiency) }
      for first in seen.indices {
        for second in seen.indices where second > first {
          let difference = seen[first].difference(from: seen[second])
          #expect(difference >= least, "\(first + 1), \(second + 1), \(deficiency)")
        }
      }
    }
  }

  @Test func keepsEveryColourInTheTokens() {
    let colors = ChartStyle.rules.matches(of: /#[0-9a-fA-F]{3,8}|rgb|hsl/)
    #expect(colors.isEmpty)
  }

  @Test func definesEveryVariableTheRulesUse() {
    let defined = Set(ColorToken.all.map(\.name))
    for match in ChartStyle.rules.matches(of: /var\(--([a-z0-9]+)/) where match.1 != "panel" {
      #expect(defined.contains(String(match.1)), "--\(match.1)")
    }
  }

  @Test func printsLightFromADarkDesktop() {
    #expect(ChartStyle.tokens.contains("@media screen and (prefers-color-scheme:dark)"))
    #expect(defaultTokens.count == ColorToken.all.count)
  }

  private var defaultTokens: [Substring] {
    ChartStyle.tokens.prefix { $0 != "}" }.split(separator: ";")
  }
}
