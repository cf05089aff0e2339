/* D of theory (2), sample by sample, and a streaming read. */

static void curve(
    const ck_network *net, const double *u, const double *y, size_t count, double *d,
    double *scratch) {
  const size_t m = net->neurons;
  const double *a = net->second_layer;
  double *value = scratch, *slope = value + m * count, *curvature = slope + m * count;
  double *f = curvature + m * count, *loss = f + count, *pull = loss + count;
  double *stiffness = pull + count;
  activate(net->activation, net->activation_parameter, u, value, slope, curvature, m * count);
  for (size_t i = 0; i < count; i++) f[i] = 0;
  for (size_t j = 0; j < m; j++)
    for (size_t i = 0; i < count; i++) f[i] += a[j] * value[j * count + i];
  lose(net->loss, net->loss_parameter, y, f, loss, pull, stiffness, count);
  for (size_t j = 0; j < m; j++)
    for (size_t l = 0; l < m; l++) {
      double *out = d + (j * m + l) * count;
      double weight = a[j] * a[l];
      for (size_t i = 0; i < count; i++)
        out[i] = stiffness[i] * weight * slope[j * count + i] * slope[l * count + i];
      if (j == l)
        for (size_t i = 0; i < count; i++) out[i] += pull[i] * a[j] * curvature[j * count + i];
    }
}

static double stream(const double *x, size_t count) {
  lanes sum[8];
  for (int k = 0; k < 8; k++) sum[k] = splat(0);
  size_t i = 0;
  for (; i + 8 * CK_LANES <= count; i += 8 * CK_LANES)
#pragma clang loop unroll(full)
    for (int k = 0; k < 8; k++) sum[k] += load_loose(x + i + k * CK_LANES);
  double total = 0;
  for (; i < count; i++) total += x[i];
  for (int k = 0; k < 8; k++) total += lane_sum(sum[k]);
  return total;
}
