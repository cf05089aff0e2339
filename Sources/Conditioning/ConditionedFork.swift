/// What would be seen of X along another way.
extension ConditionedDesign {
  /// The design as it is known now, to be drawn further with other random numbers: given what is
  /// known, independent of how this one goes on. After `apply` only.
  ///
  /// Shares memory with this one: what a fork gains is its own.
  package func forked(random: ConditionedRandom, threads: Int) -> ConditionedDesign {
    precondition(imaged == axes && pending.isEmpty)
    var fork = self
    fork.random = random
    fork.threads = threads
    fork.prediction = ConditionedPrediction()
    // Noise that was drawn ahead of its axis.
    fork.noise.drop(latents.columns + noise.columns - axes)
    return fork
  }
}
