import Plotting
import Results

/// A drawn result: the scene with the words and numbers that travel with it.
public struct FigureContent: Sendable {
  public var scene: Scene
  /// What a reader who cannot see the figure needs: axes, trend, key numbers.
  public var altText: String
  /// How it was made, one sentence each: sizes, seeds, what bands mean, what is missing.
  public var notes: [String]
  /// The numbers drawn.
  public var table: DataTable

  public init(scene: Scene, altText: String, notes: [String], table: DataTable) {
    self.scene = scene
    self.altText = altText
    self.notes = notes
    self.table = table
  }
}
