import Figures
import Plotting
import Results
import Templates

/// A figure in its place.
public struct WovenFigure: Sendable {
  /// From `{figure #label}`; the anchor on the page.
  public var label: String?
  /// Figures count from 1 in reading order.
  public var number: Int
  public var caption: [Inline]
  /// How it was made: d, n, seeds, what the bands are.
  public var notes: [String]
  /// What the figure shows, for those who cannot see it.
  public var altText: String
  public var scene: Scene
  /// The same a moment at a time, for pages; empty where nothing passes.
  public var frames: [FigureContent.Frame]
  /// The numbers behind the marks.
  public var data: DataTable
  /// What they were made from; nil in a report that no experiment went into.
  public var origin: Origin?

  public init(
    label: String?, number: Int, caption: [Inline], notes: [String], altText: String,
    scene: Scene, frames: [FigureContent.Frame] = [], data: DataTable, origin: Origin? = nil
  ) {
    self.label = label
    self.number = number
    self.caption = caption
    self.notes = notes
    self.altText = altText
    self.scene = scene
    self.frames = frames
    self.data = data
    self.origin = origin
  }
}
