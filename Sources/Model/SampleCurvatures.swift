import CKernels
import Numerics

extension Network {
  /// D of theory (2) for samples with pre-activations u (m arrays of length n): entry [j·m + l][i].
  ///
  /// Holds 8·m²·n bytes.
  package func sampleCurvatures(
    preactivations: [[Double]], responses: [Double]
  ) -> [[Double]] {
    let (m, n) = (neurons, responses.count)
    precondition(preactivations.count == m && preactivations.allSatisfy { $0.count == n })
    var all = [[Double]](repeating: [Double](repeating: 0, count: n), count: m * m)
    let rows = min(1024, n)
    var u = [Double](repeating: 0, count: m * rows)
    var d = [Double](repeating: 0, count: m * m * rows)
    var scratch = [Double](repeating: 0, count: (3 * m + 4) * rows)
    secondLayer.withUnsafeBufferPointer { a in
      responses.withUnsafeBufferPointer { y in
        guard let a = a.baseAddress, let y = y.baseAddress else { return }
        // Only the network's shape is read: inputs and parameters have done their part in u.
        var kernel = ck_network(
          x: y, y: y, theta: a, second_layer: a, x_is_single: 0, rows: n, stride: 0, neurons: m,
          activation: activation.kernelIndex, activation_parameter: activation.parameter,
          loss: loss.kernel.loss, loss_parameter: loss.kernel.parameter)
        for start in stride(from: 0, to: n, by: rows) {
          let count = min(rows, n - start)
          for neuron in 0..<m {
            for row in 0..<count { u[neuron * count + row] = preactivations[neuron][start + row] }
          }
          InstructionLevel.best.kernels.pointee.curve(
            &kernel, u, y + start, count, &d, &scratch)
          for pair in 0..<m * m {
            for row in 0..<count { all[pair][start + row] = d[pair * count + row] }
          }
        }
      }
    }
    return all
  }
}
