/// An order of computation of a graph's operations that stays one while operations are joined into
/// groups: everything that a group reads comes before the whole group.
///
/// Joining looks only at what lies between the two groups in this order, and moves it in front of
/// both, so that a graph of many equal parts is ordered in a time that grows like its size.
struct GroupOrder {
  private let graph: Graph
  /// For every node the group it is in, a node of the group.
  private var groupOf: [Graph.NodeID]
  private var members: [[Graph.NodeID]]
  /// The groups as a list in order of computation; one more than there are nodes is its end.
  private var next: [Int]
  private var previous: [Int]
  /// Increase along the list.
  private var labels: [Int]
  /// Groups that a group is known to depend on; they stay so, whatever is joined later.
  private var knownSources: [Set<Graph.NodeID>]
  /// When a group was last visited by a search, by the search's number.
  private var visits: [Int]
  private var searches = 0

  /// The distance of neighbouring labels that leaves room for what is moved between them.
  private static let spacing = 1 << 20

  /// Every operation is a group of its own.
  init(_ graph: Graph) {
    self.graph = graph
    let count = graph.nodes.count
    groupOf = Array(0..<count)
    members = (0..<count).map { [$0] }
    next = (0...count).map { ($0 + 1) % (count + 1) }
    previous = (0...count).map { ($0 + count) % (count + 1) }
    labels = (0...count).map { ($0 + 1) * Self.spacing }
    knownSources = Array(repeating: [], count: count)
    visits = Array(repeating: 0, count: count)
  }

  /// The group of a node: one of the nodes in it.
  func group(of node: Graph.NodeID) -> Graph.NodeID { groupOf[node] }

  /// The nodes of a group, in no order.
  func members(of group: Graph.NodeID) -> [Graph.NodeID] { members[group] }

  /// Joins the groups of two nodes, unless something outside reads one and is read by the other.
  ///
  /// - Returns: whether they are one group now.
  mutating func join(_ a: Graph.NodeID, _ b: Graph.NodeID) -> Bool {
    let (a, b) = (groupOf[a], groupOf[b])
    guard a != b else { return true }
    let (first, second) = labels[a] < labels[b] ? (a, b) : (b, a)
    guard let between = sources(of: second, after: first) else {
      knownSources[second].insert(first)
      return false
    }
    move(between, before: first)
    for member in members[second] { groupOf[member] = first }
    members[first] += members[second]
    members[second] = []
    knownSources[first].formUnion(knownSources[second])
    knownSources[second] = []
    unlink(second)
    return true
  }

  /// The groups that `last` depends on and that come after `first`; `nil` when one of them depends
  /// on `first` itself.
  private mutating func sources(
    of last: Graph.NodeID, after first: Graph.NodeID
  ) -> [Graph.NodeID]? {
    searches += 1
    var found: [Graph.NodeID] = []
    var pending = [last]
    while let group = pending.popLast() {
      for member in members[group] {
        for input in graph.inputs(of: member) {
          let source = groupOf[input]
          if source == group || (source == first && group == last) { continue }
          if source == first || knownSources[source].contains(first) { return nil }
          guard labels[source] > labels[first], visits[source] != searches else { continue }
          visits[source] = searches
          found.append(source)
          pending.append(source)
        }
      }
    }
    return found
  }

  /// Moves groups in front of another, in the order they have.
  private mutating func move(_ groups: [Graph.NodeID], before place: Graph.NodeID) {
    guard !groups.isEmpty else { return }
    for group in groups.sorted(by: { labels[$0] < labels[$1] }) {
      unlink(group)
      let before = previous[place]
      next[before] = group
      previous[group] = before
      next[group] = place
      previous[place] = group
      let end = groupOf.count
      let lower = before == end ? 0 : labels[before]
      let room = labels[place] - lower
      if room > 1 {
        labels[group] = lower + max(1, min(room / 2, Self.spacing / 1_024))
      } else {
        relabel()
      }
    }
  }

  private mutating func unlink(_ group: Graph.NodeID) {
    next[previous[group]] = next[group]
    previous[next[group]] = previous[group]
  }

  /// Gives every group its first distance again.
  private mutating func relabel() {
    let end = groupOf.count
    var (group, label) = (next[end], Self.spacing)
    while group != end {
      labels[group] = label
      label += Self.spacing
      group = next[group]
    }
  }
}
