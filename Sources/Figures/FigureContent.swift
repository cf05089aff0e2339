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
  /// What `scene` has side by side, a moment at a time and on the same axes, for pages that can
  /// show one after the other; empty where nothing passes.
  public var frames: [Frame]

  /// The figure at one moment.
  public struct Frame: Sendable {
    /// What passes, such as `t`.
    public var variable: String
    /// Where it is, such as `30`.
    public var value: String
    public var scene: Scene
    public var altText: String

    public init(variable: String, value: String, scene: Scene, altText: String) {
      self.variable = variable
      self.value = value
      self.scene = scene
      self.altText = altText
    }
  }

  public init(
    scene: Scene, altText: String, notes: [String], table: DataTable, frames: [Frame] = []
  ) {
    self.frames = frames
    self.scene = scene
    self.altText = altText
    self.notes = notes
    self.table = table
  }
}
