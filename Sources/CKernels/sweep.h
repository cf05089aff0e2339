/* One read of X for the gradient, theory (1) and (3), and for products with the Hessian, theory (4):
   of each row its u = ⟨x, θ⟩ is taken, of u a weight g is made, and g·x is summed. Included like
   `step.h`, after it. */

/* g of one network on a block, from its u; adds its losses to `total`. */
static double PRECISE(pull)(
    const ck_network *net, size_t row, size_t rows, const double *u, double *g, double *scratch,
    double total) {
  const size_t pitch = MOST_BLOCK_ROWS, m = net->neurons;
  double *y = scratch, *f = y + pitch, *loss = f + pitch;
  double *loss_slope = loss + pitch, *loss_curvature = loss_slope + pitch;
  double *value = loss_curvature + pitch;
  for (size_t i = 0; i < rows; i++) f[i] = 0, y[i] = net->y[row + i];
  for (size_t j = 0; j < m; j++) {
    activate(
        net->activation, net->activation_parameter, u + j * pitch, value, g + j * pitch, NULL, rows);
    for (size_t i = 0; i < rows; i++) f[i] += net->second_layer[j] * value[i];
  }
  lose(net->loss, net->loss_parameter, y, f, loss, loss_slope, loss_curvature, rows);
  for (size_t i = 0; i < rows; i++) total += loss[i];
  for (size_t j = 0; j < m; j++)
    for (size_t i = 0; i < rows; i++) g[j * pitch + i] *= net->second_layer[j] * loss_slope[i];
  return total;
}

/* w_j = Σ_l D_jl ⟨x_i, v_l⟩ on a block, for each of `count` directions v. */
static void PRECISE(bend)(
    const ck_network *net, const double *d, size_t count, size_t row, size_t rows, const double *u,
    double *w) {
  const size_t pitch = MOST_BLOCK_ROWS, m = net->neurons;
  for (size_t k = 0; k < count; k++, u += m * pitch, w += m * pitch)
    for (size_t j = 0; j < m; j++) {
      for (size_t i = 0; i < rows; i++) w[j * pitch + i] = 0;
      for (size_t l = 0; l < m; l++) {
        const double *entries = d + (j * m + l) * net->rows + row;
        for (size_t i = 0; i < rows; i++) w[j * pitch + i] += entries[i] * u[l * pitch + i];
      }
    }
}

/* What is summed over rows: pulls of `count` networks, or D times `count` directions. */
typedef struct {
  const ck_network *nets;
  const double *d; /* NULL for pulls */
  size_t count;
  double *losses;
} PRECISE(weights);

INLINE void PRECISE(weigh)(
    const PRECISE(weights) *of, size_t row, size_t rows, const double *u, double *g,
    double *scratch) {
  const size_t pitch = MOST_BLOCK_ROWS;
  if (of->d) {
    PRECISE(bend)(of->nets, of->d, of->count, row, rows, u, g);
    return;
  }
  for (size_t k = 0, j = 0; k < of->count; j += of->nets[k++].neurons)
    of->losses[k] = PRECISE(pull)(
        of->nets + k, row, rows, u + j * pitch, g + j * pitch, scratch, of->losses[k]);
}

static void PRECISE(sweep)(
    const PRECISE(weights) *of, size_t neurons, size_t from, size_t to, double *out,
    double *scratch) {
  const size_t pitch = MOST_BLOCK_ROWS, stride = of->nets->stride;
  const size_t height = PRECISE(block_rows)(stride);
  double *u = scratch, *g = u + neurons * pitch, *rest = g + neurons * pitch;
  for (size_t row = from; row < to; row += height) {
    const ELEMENT *x = (const ELEMENT *)of->nets->x + row * stride;
    size_t rows = to - row < height ? to - row : height;
    size_t next = row + 2 * height <= of->nets->rows ? height : 0;
    PRECISE(dot_block)(x, of->nets->theta, neurons, stride, rows, next, u, pitch);
    PRECISE(weigh)(of, row, rows, u, g, rest);
    PRECISE(accumulate_block)(x, neurons, stride, rows, next, g, pitch, out);
  }
}

static void PRECISE(step)(
    const ck_network *nets, size_t count, size_t from, size_t to, double *gradient, double *losses,
    double *scratch) {
  size_t neurons = 0;
  for (size_t k = 0; k < count; k++) neurons += nets[k].neurons;
  PRECISE(weights) pulls = {nets, NULL, count, losses};
  PRECISE(sweep)(&pulls, neurons, from, to, gradient, scratch);
}

static void PRECISE(curved)(
    const ck_network *net, size_t count, const double *d, size_t from, size_t to, double *out,
    double *scratch) {
  PRECISE(weights) bends = {net, d, count, NULL};
  PRECISE(sweep)(&bends, count * net->neurons, from, to, out, scratch);
}

static void PRECISE(project)(const ck_network *net, size_t from, size_t to, double *u, size_t pitch) {
  size_t height = PRECISE(block_rows)(net->stride);
  for (size_t row = from; row < to; row += height) {
    size_t rows = to - row < height ? to - row : height;
    PRECISE(dot_block)(
        (const ELEMENT *)net->x + row * net->stride, net->theta, net->neurons, net->stride, rows, 0,
        u + (row - from), pitch);
  }
}
