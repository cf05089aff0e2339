import Experiments
import Figures
import Weaving

extension Catalog {
  /// What this program knows; a new experiment or figure is a file and a line here.
  public static let scarp = Catalog(
    experiments: [
      GradientDescentExperiment.self,
      HessianSpectrumExperiment.self,
      ThresholdSweepExperiment.self,
      EscapeTimeExperiment.self,
      MilestonesExperiment.self,
      MeanFieldExperiment.self,
      PhaseDiagramExperiment.self,
      OptimalThresholdExperiment.self,
      SubspacesExperiment.self,
      DiagnosisExperiment.self,
    ],
    figures: [
      CliffFigure.self,
      EscapeFigure.self,
      OutliersFigure.self,
      PhaseDiagramFigure.self,
      PlateauFigure.self,
      SpectrumFigure.self,
      TrainingFigure.self,
    ])
}
