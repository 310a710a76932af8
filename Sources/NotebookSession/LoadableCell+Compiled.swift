package import CellCompilation
internal import KernelSupervision

extension AuthorPlaces: CodePlaces {}

extension LoadableCell {
  /// A cell as the compiler has made it.
  init(_ cell: CompiledCell) {
    self.init(library: cell.library, entryPoint: cell.entryPoint, places: cell.places)
  }
}
