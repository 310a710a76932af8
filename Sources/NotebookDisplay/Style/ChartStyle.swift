/// The style sheet every chart relies on; a page embeds ``css`` once.
package enum ChartStyle {
  /// Tokens and rules together.
  package static let css = tokens + rules

  /// The colour tokens as CSS variables on `:root`.
  ///
  /// Dark values are bound to screens, so a page printed from a dark desktop comes out light.
  package static let tokens = rules(for: ColorToken.all)

  /// The tokens of a page without charts.
  package static let pageTokens = rules(for: ColorToken.interface + ColorToken.seriesText)

  private static func rules(for tokens: [ColorToken]) -> String {
    func variables(_ value: KeyPath<ColorToken, String>) -> String {
      tokens.map { "--\($0.name):\($0[keyPath: value])" }.joined(separator: ";")
    }
    return """
      :root{\(variables(\.light))}
      @media screen and (prefers-color-scheme:dark){:root{\(variables(\.dark))}}

      """
  }

  /// Tokens and rules for drawings inside one element of somebody else's page, which follow the
  /// page between light and dark.
  ///
  /// - Parameters:
  ///   - scope: The selector of the element.
  ///   - light: Selectors of pages that are light, whatever the reader's system is.
  ///   - dark: Selectors of pages that are dark.
  package static func css(inside scope: String, light: [String], dark: [String]) -> String {
    func list(_ pages: [String]) -> String {
      pages.map { "\($0) \(scope)" }.joined(separator: ",")
    }
    func variables(_ value: KeyPath<ColorToken, String>) -> String {
      ColorToken.all.map { "--\($0.name):\($0[keyPath: value])" }.joined(separator: ";")
    }
    return """
      \(scope){\(variables(\.light))}
      @media screen and (prefers-color-scheme:dark){\(scope){\(variables(\.dark))}}
      \(list(light)){\(variables(\.light))}
      \(list(dark)){\(variables(\.dark))}
      \(scope){color:var(--ink);\(rules)}
      """
  }

  /// Everything but the colours: type, strokes, the hover layer, narrow screens and print.
  package static let rules = frame + text + strokes + fills + hover + legend + images + media

  /// What a drawing in a file of its own needs: light colours written out, no variables.
  package static var standalone: String {
    var css =
      text + strokes + fills + """
        .plot{font:11px "DejaVu Sans","Liberation Sans",Arial,sans-serif}
        .plot .heading{font-size:13px;font-weight:600;fill:var(--ink)}
        .plot .key{font-size:12px;fill:var(--ink)}

        """
    for token in ColorToken.all {
      css = css.replacing("var(--\(token.name))", with: token.light)
    }
    return css
  }

  private static let frame = """
    .chart{container-type:inline-size;margin:0;position:relative}
    .plot{display:block;box-sizing:border-box;width:100%;overflow:visible;\
    font:400 11px/1.2 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",\
    Arial,sans-serif;font-variant-numeric:tabular-nums}
    .plot svg{overflow:visible}
    .plot svg.clip{overflow:hidden}
    .plot path,.plot line{vector-effect:non-scaling-stroke}
    .chart .axis-name,.chart .remark{margin:0 0 4px;font:400 11px/1.3 system-ui,sans-serif;\
    color:var(--ink);overflow-wrap:anywhere}
    .chart .remark{margin:2px 0 0;color:var(--muted)}
    .chart-grid{display:grid;gap:20px 28px;\
    grid-template-columns:repeat(auto-fit,minmax(min(100%,var(--panel,17rem)),1fr))}
    .chart-grid .panel{min-width:0}
    .chart-grid .panel>p{margin:0 0 6px;font:600 13px/1.3 system-ui,sans-serif;color:var(--ink)}

    """

  private static let text = """
    .plot text{fill:var(--muted)}
    .plot .lb{fill:var(--ink)}
    .plot .e{text-anchor:end}
    .plot .m{text-anchor:middle}
    .plot .sup{font-size:9px}
    .plot .dl,.plot .lost{font-weight:600}
    .plot .note,.plot .dl,.plot .lost,.plot .vl{paint-order:stroke;stroke:var(--bg);\
    stroke-width:3px;stroke-linejoin:round}
    .plot .over{stroke-width:6px}
    .plot .vl{fill:var(--ink)}

    """

  private static let strokes = """
    .plot .grid{stroke:var(--grid);shape-rendering:crispEdges}
    .plot .axis,.plot .tick{stroke:var(--axis);shape-rendering:crispEdges}
    .plot .rule{stroke:var(--axis);stroke-dasharray:4 3}
    .plot .rule.k1{stroke-dasharray:none}
    .plot .lead{stroke:var(--axis);stroke-width:.75px;fill:none}
    .plot .halo{fill:none;stroke:var(--bg);stroke-width:4px}
    .plot .err{fill:none;stroke:var(--ink);stroke-width:1.25px}
    .plot .l{fill:none;stroke-width:1.75px;stroke-linejoin:round;stroke-linecap:round}
    .plot .thin{stroke-width:1.25px}
    .plot .raw{stroke-width:1px}
    .plot .ghost{stroke-width:1px;opacity:.25}
    .plot .p{fill:none;stroke-width:7px;stroke-linecap:round}
    .plot .x,.plot .xs{fill:none;stroke:var(--axis);stroke-width:1px}
    .plot .xs{stroke-width:1.5px}
    .plot .f{stroke:none}
    .plot .k2{stroke-dasharray:6 3}
    .plot .k3{stroke-dasharray:2 3}
    .plot .k4{stroke-dasharray:8 3 2 3}
    \(each(1...8) { ".plot .l.s\($0),.plot .p.s\($0){stroke:var(--s\($0))}" })
    .plot .l.s0,.plot .p.s0{stroke:var(--axis)}
    \(each(3...8) { ".plot .l.q\($0),.plot .p.q\($0){stroke:var(--q\($0))}" })
    \(each(0...8) { ".plot .l.d\($0),.plot .p.d\($0){stroke:var(--d\($0))}" })
    .plot .l[class*=" q"],.plot .p[class*=" q"],.plot .l[class*=" d"],.plot .p[class*=" d"]{fill:none}
    .plot .rim{fill:none;stroke:var(--axis);stroke-width:9px;stroke-linecap:round;stroke-linejoin:round}
    .plot .rim.l{stroke-width:2.75px}

    """

  private static let fills = """
    .plot .a{stroke:none;fill-opacity:.2}
    .plot .b{stroke:none}
    .plot .tri{stroke:none}
    .plot .r{fill-opacity:.85;stroke:var(--bg);stroke-width:1px}
    \(each(1...8) { ".plot .a.s\($0),.plot .b.s\($0),.plot .tri.s\($0){fill:var(--s\($0))}" })
    .plot .a.s0,.plot .b.s0,.plot .tri.s0{fill:var(--axis)}
    \(each(1...8) { ".plot .t\($0){fill:var(--t\($0))}" })
    .plot .t0{fill:var(--muted)}
    \(each(0...8) { ".plot .q\($0){fill:var(--q\($0))}.plot .qt\($0){fill:var(--qt\($0))}" })
    \(each(0...8) { ".plot .d\($0){fill:var(--d\($0))}.plot .dt\($0){fill:var(--dt\($0))}" })
    .plot .b[class*=" d"]{stroke:var(--axis);stroke-width:1px}
    .plot .gap{fill:var(--axis)}
    .plot .gt{fill:var(--bg)}
    .plot .cells rect{stroke:var(--bg);stroke-width:1px}

    """

  private static let hover = """
    .plot .hit{fill:transparent}
    .plot .h g{opacity:0;pointer-events:none}
    .plot .h:hover g{opacity:1}
    .plot .h line{stroke:var(--axis);stroke-width:1px}
    .plot .h text{fill:var(--ink);font-weight:600;paint-order:stroke;stroke:var(--bg);\
    stroke-width:4px;stroke-linejoin:round}
    .plot .h .hx{fill:var(--muted);font-weight:400}

    """

  private static let legend = """
    .chart .legend{display:flex;flex-wrap:wrap;gap:4px 16px;margin:0 0 8px;padding:0;\
    list-style:none;font:400 12px/1.3 system-ui,sans-serif;color:var(--ink)}
    .chart .legend li{display:flex;align-items:center;gap:6px;margin:0}
    .chart .legend svg{flex:none;width:22px;height:10px}
    .chart .legend svg.ramp{width:126px}

    """

  private static let images = """
    .images{display:grid;grid-template-columns:repeat(auto-fill,minmax(76px,1fr));gap:10px 4px;\
    font:400 11px/1.25 system-ui,sans-serif;color:var(--muted)}
    .images .store{position:absolute;width:0;height:0}
    .images .im{display:flex;flex-direction:column;align-items:center;gap:3px;text-align:center}
    .images .pic{width:var(--w);height:var(--h);justify-self:center}
    .images image{image-rendering:pixelated}

    """

  private static let media = """
    \(narrow)
    @media print{.plot .h{display:none}.plot .j2{stroke-dasharray:6 3}\
    .plot .j3{stroke-dasharray:2 3}.plot .j4{stroke-dasharray:8 3 2 3}\
    .chart,.chart-grid .panel{break-inside:avoid}}

    """

  /// Classes for what is left out where a chart is narrower than a number of pixels.
  private static var narrow: String {
    [336, 416, 544, 640].enumerated().map { index, width in
      "@container (max-width:\(width)px){.plot .n\(index + 1){display:none}}"
    }.joined()
  }

  private static func each(_ numbers: ClosedRange<Int>, _ rule: (Int) -> String) -> String {
    numbers.map(rule).joined()
  }
}
