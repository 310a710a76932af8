/// Options of Quarto and knitr that mean something to those tools and nothing to a report of ours.
enum OtherOptions {
  static func contains(_ name: String) -> Bool { names.contains(name) }

  private static let names: Set = [
    "autodep", "cache", "cache-comments", "cap-location", "classes", "class-output", "class-source",
    "code-copy", "code-overflow", "collapse", "column", "comment",
    "daemon", "daemon-restart", "debug", "dependson", "dev", "dpi", "export", "fig-align",
    "fig-asp", "fig-cap-location", "fig-column", "fig-dpi", "fig-env", "fig-format", "fig-keep",
    "fig-link", "fig-pos", "fig-responsive", "fig-scap", "fig-show", "fig-subcap", "file",
    "filename", "freeze", "id", "ipynb-shell-interactivity", "keep-hidden", "keep-ipynb", "keep-md",
    "keep-tex", "kernel", "layout", "layout-align", "layout-ncol", "layout-nrow", "layout-valign",
    "lightbox", "lst-cap-location", "message", "order", "out-height", "out-width",
    "output-location",
    "panel", "plotly-connected", "preserve-order", "prompt", "renderings", "results", "strip-white",
    "tbl-cap-location", "tbl-colwidths", "tbl-column", "tbl-subcap", "tidy",
  ]
}
