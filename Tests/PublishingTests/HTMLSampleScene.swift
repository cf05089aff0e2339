import Plotting

let sampleScene = Scene(
  panels: [
    Panel(
      x: Axis("x", scale: Scale(from: 0, to: 1)), y: Axis("y", scale: Scale(from: 0, to: 1)),
      marks: [.line(Mark.Line([Position(0, 0), Position(1, 1)], style: Style(.series(0))))])
  ], panelHeights: [100])
