import CKernels
import Model
import Numerics

extension Network {
  /// The network at Θ on rows of X as the kernels take it.
  func withKernels<T>(
    inputs: Inputs, responses: [Double], parameters: Matrix, _ body: (inout ck_network) -> T
  ) -> T {
    precondition(
      parameters.rows == neurons && parameters.columns == inputs.columns
        && responses.count == inputs.rows)
    return inputs.withUnsafeRawPointer { x in
      parameters.withUnsafePointer { theta in
        secondLayer.withUnsafeBufferPointer { a in
          responses.withUnsafeBufferPointer { y in
            var network = ck_network(
              x: x, y: y.baseAddress!, theta: theta, second_layer: a.baseAddress!,
              x_is_single: inputs.precision == .single ? 1 : 0, rows: inputs.rows,
              stride: inputs.stride, neurons: neurons,
              activation: activation.kernelIndex,
              activation_parameter: activation.parameter, loss: loss.kernel.loss,
              loss_parameter: loss.kernel.parameter)
            return body(&network)
          }
        }
      }
    }
  }
}

/// Memory of a kernel: 64-byte aligned doubles, zero at first.
struct Scratch: ~Copyable {
  let base: UnsafeMutablePointer<Double>

  init(count: Int) {
    base = UnsafeMutableRawPointer.allocate(byteCount: max(64, count * 8), alignment: 64)
      .bindMemory(to: Double.self, capacity: count)
    base.initialize(repeating: 0, count: count)
  }

  deinit { base.deallocate() }
}
