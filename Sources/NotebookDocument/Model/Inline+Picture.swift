extension Inline {
  /// The image that this is, or that is all a link holds.
  package var picture: Picture? {
    switch self {
    case .image(let picture): picture
    case .link(let link) where link.content.count == 1: link.content[0].picture
    default: nil
    }
  }

  /// Changes the image that this is, or that is all a link holds.
  package mutating func changePicture(_ change: (inout Picture) -> Void) {
    switch self {
    case .image(var picture):
      change(&picture)
      self = .image(picture)
    case .link(var link) where link.content.count == 1:
      link.content[0].changePicture(change)
      self = .link(link)
    default: break
    }
  }
}
