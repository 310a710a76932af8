/// The package's manifest.
struct ExportedManifest {
  var name: String
  var checkout: String
  var modules: [ExportedModule]

  var text: String {
    let parameters = modules.contains { !$0.parameters.isEmpty }
    var targets: [String] = parameters ? [#"    .target(name: "Parameters"),"#] : []
    for module in modules {
      var dependencies = module.dependencies.map { "\"\($0)\"" }
      if !module.parameters.isEmpty { dependencies.append("\"Parameters\"") }
      let list = (dependencies + ["notebook"]).joined(separator: ", ")
      let settings = module.ignoresAccessLevels ? "crossing" : "cell"
      targets.append(
        """
            .target(
              name: "\(module.name)", dependencies: [\(list)],
              swiftSettings: \(settings)),
        """)
    }
    let names = modules.map { "\"\($0.name)\"" }
    let crossing =
      modules.contains(where: \.ignoresAccessLevels)
      ? """
      /// Cells that make a type of another cell conform to a protocol with types of their own.
      let crossing = cell + [.unsafeFlags(["-Xfrontend", "-disable-access-control"])]

      """ : ""
    let head = [
      "// swift-tools-version: 6.2",
      "// Made by 'notebook export'. 'swift run -c release' runs the cells as 'notebook run' does.",
      "import PackageDescription",
    ]
    return """
      \(head.joined(separator: "\n"))

      let notebook: Target.Dependency = .product(
        name: "NotebookProgram", package: \(checkout.lastComponent.debugDescription))

      /// Cells see each other's names without a 'public' before them.
      let cell: [SwiftSetting] = [
        .unsafeFlags(["-enable-testing"]),
        .enableUpcomingFeature("BareSlashRegexLiterals"),
        .enableUpcomingFeature("ImplicitOpenExistentials"),
      ]
      \(crossing)
      let package = Package(
        name: \(name.debugDescription),
        platforms: [.macOS(.v15)],
        products: [.executable(name: \(name.debugDescription), targets: ["Program"])],
        dependencies: [.package(path: \(checkout.debugDescription))],
        targets: [
      \(targets.joined(separator: "\n"))
          .executableTarget(
            name: "Program",
            dependencies: [\((names + ["notebook"]).joined(separator: ", "))]),
        ],
        swiftLanguageModes: [.v5]
      )

      """
  }
}

extension String {
  fileprivate var lastComponent: String { split(separator: "/").last.map(String.init) ?? self }
}
