/* The gradient with one read of X, theory (1) and (3), for one precision of X. Include once with
   ELEMENT, the type of its entries, ELEMENTS(p), lanes loaded from them, and PRECISE(name), the
   name of a function for this precision; all else is f64. A block of rows stays in the
   second-level cache between its two passes, u = XΘᵀ and Xᵀg; while they compute, the first fetches
   the even rows of the next block into that cache and the second the odd ones. Several networks share
   the block; how many they are, and where rows are cut, changes the order of no sum. */

/* A function of the row length alone, so that sums are always taken in the same order. */
INLINE size_t PRECISE(block_rows)(size_t stride) {
  size_t rows = MOST_BLOCK_ROWS;
  while (rows > 4 && rows * stride * sizeof(ELEMENT) > BLOCK_BYTES) rows /= 2;
  return rows;
}

/* Adds columns from..<to of ⟨x_r, θ_j⟩, lane by lane, to `sums` for R rows and J neurons. */
INLINE void PRECISE(dot_tile)(
    const ELEMENT *x, const double *theta, size_t stride, size_t from, size_t to, size_t ahead,
    lanes *sums, const int R, const int J) {
  lanes sum[8][4];
#pragma clang loop unroll(full)
  for (int r = 0; r < R; r++)
#pragma clang loop unroll(full)
    for (int j = 0; j < J; j++) sum[r][j] = sums[r * J + j];
  for (size_t c = from; c < to; c += CK_LANES) {
    lanes weights[4];
#pragma clang loop unroll(full)
    for (int j = 0; j < J; j++) weights[j] = load(theta + j * stride + c);
#pragma clang loop unroll(full)
    for (int r = 0; r < R; r++) {
      lanes row = ELEMENTS(x + r * stride + c);
      if (ahead && r % 2 == 0) __builtin_prefetch(x + (r + ahead) * stride + c, 0, 2);
#pragma clang loop unroll(full)
      for (int j = 0; j < J; j++) sum[r][j] += row * weights[j];
    }
  }
#pragma clang loop unroll(full)
  for (int r = 0; r < R; r++)
#pragma clang loop unroll(full)
    for (int j = 0; j < J; j++) sums[r * J + j] = sum[r][j];
}

/* u[j·pitch + r] = ⟨x_r, θ_j⟩ for J neurons, whose weights stay in the first-level cache for a
   stretch of columns while all rows pass by. */
INLINE void PRECISE(dot_rows)(
    const ELEMENT *x, const double *theta, size_t stride, size_t rows, size_t ahead, double *u,
    size_t pitch, const int R, const int J) {
  lanes sums[MOST_BLOCK_ROWS * 4];
  for (size_t i = 0; i < rows * J; i++) sums[i] = splat(0);
  const size_t stretch = J == 1 ? stride : STRETCH;
  for (size_t from = 0; from < stride; from += stretch) {
    size_t to = stride - from < stretch ? stride : from + stretch, r = 0;
    for (; r + R <= rows; r += R)
      PRECISE(dot_tile)(x + r * stride, theta, stride, from, to, ahead, sums + r * J, R, J);
    for (; r < rows; r++)
      PRECISE(dot_tile)(x + r * stride, theta, stride, from, to, 0, sums + r * J, 1, J);
  }
  for (size_t r = 0; r < rows; r++)
    for (int j = 0; j < J; j++) u[j * pitch + r] = lane_sum(sums[r * J + j]);
}

/* u of a block for `neurons` rows of theta, in groups that fit the registers. */
static void PRECISE(dot_block)(
    const ELEMENT *x, const double *theta, size_t neurons, size_t stride, size_t rows, size_t ahead,
    double *u, size_t pitch) {
  size_t j = 0;
  for (; j + TILE_NEURONS <= neurons; j += TILE_NEURONS, ahead = 0)
    PRECISE(dot_rows)(
        x, theta + j * stride, stride, rows, ahead, u + j * pitch, pitch, TILE_ROWS, TILE_NEURONS);
  theta += j * stride;
  u += j * pitch;
  switch (neurons - j) {
    case 3: PRECISE(dot_rows)(x, theta, stride, rows, ahead, u, pitch, TILE_ROWS, 3); break;
    case 2: PRECISE(dot_rows)(x, theta, stride, rows, ahead, u, pitch, TILE_ROWS, 2); break;
    case 1: PRECISE(dot_rows)(x, theta, stride, rows, ahead, u, pitch, 2 * TILE_ROWS, 1); break;
  }
}

/* Adds Σ_r g[j·pitch + r]·x_r to `gradient` in W vectors of columns. */
INLINE void PRECISE(accumulate_tile)(
    const ELEMENT *x, size_t stride, size_t rows, size_t ahead, const double *g, size_t pitch,
    double *gradient, const int J, const int W) {
  lanes sum[4][2];
#pragma clang loop unroll(full)
  for (int j = 0; j < J; j++)
#pragma clang loop unroll(full)
    for (int w = 0; w < W; w++) sum[j][w] = load(gradient + j * stride + w * CK_LANES);
  for (size_t r = 0; r < rows; r++) {
    lanes row[2];
#pragma clang loop unroll(full)
    for (int w = 0; w < W; w++) {
      row[w] = ELEMENTS(x + r * stride + w * CK_LANES);
      if (ahead && r % 2 == 1) __builtin_prefetch(x + (r + ahead) * stride + w * CK_LANES, 0, 2);
    }
#pragma clang loop unroll(full)
    for (int j = 0; j < J; j++) {
      lanes weight = splat(g[j * pitch + r]);
#pragma clang loop unroll(full)
      for (int w = 0; w < W; w++) sum[j][w] += row[w] * weight;
    }
  }
#pragma clang loop unroll(full)
  for (int j = 0; j < J; j++)
#pragma clang loop unroll(full)
    for (int w = 0; w < W; w++) store(gradient + j * stride + w * CK_LANES, sum[j][w]);
}

INLINE void PRECISE(accumulate_columns)(
    const ELEMENT *x, size_t stride, size_t rows, size_t ahead, const double *g, size_t pitch,
    double *gradient, const int J) {
  size_t c = 0;
  for (; c + 2 * CK_LANES <= stride; c += 2 * CK_LANES)
    PRECISE(accumulate_tile)(x + c, stride, rows, ahead, g, pitch, gradient + c, J, 2);
  if (c < stride) PRECISE(accumulate_tile)(x + c, stride, rows, ahead, g, pitch, gradient + c, J, 1);
}

/* Xᵀg of a block; `ahead` rows further on the next block begins (0: there is none). */
static void PRECISE(accumulate_block)(
    const ELEMENT *x, size_t neurons, size_t stride, size_t rows, size_t ahead, const double *g,
    size_t pitch, double *gradient) {
  size_t j = 0;
  for (; j + TILE_NEURONS <= neurons; j += TILE_NEURONS, ahead = 0)
    PRECISE(accumulate_columns)(
        x, stride, rows, ahead, g + j * pitch, pitch, gradient + j * stride, TILE_NEURONS);
  g += j * pitch;
  gradient += j * stride;
  switch (neurons - j) {
    case 3: PRECISE(accumulate_columns)(x, stride, rows, ahead, g, pitch, gradient, 3); break;
    case 2: PRECISE(accumulate_columns)(x, stride, rows, ahead, g, pitch, gradient, 2); break;
    case 1: PRECISE(accumulate_columns)(x, stride, rows, ahead, g, pitch, gradient, 1); break;
  }
}

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

static void PRECISE(step)(
    const ck_network *nets, size_t count, size_t from, size_t to, double *gradient, double *losses,
    double *scratch) {
  const size_t pitch = MOST_BLOCK_ROWS, stride = nets->stride;
  const size_t height = PRECISE(block_rows)(stride);
  size_t neurons = 0;
  for (size_t k = 0; k < count; k++) neurons += nets[k].neurons;
  double *u = scratch, *g = u + neurons * pitch, *rest = g + neurons * pitch;
  for (size_t row = from; row < to; row += height) {
    const ELEMENT *x = (const ELEMENT *)nets->x + row * stride;
    size_t rows = to - row < height ? to - row : height;
    size_t next = row + 2 * height <= nets->rows ? height : 0;
    PRECISE(dot_block)(x, nets->theta, neurons, stride, rows, next, u, pitch);
    for (size_t k = 0, j = 0; k < count; j += nets[k++].neurons)
      losses[k] =
          PRECISE(pull)(nets + k, row, rows, u + j * pitch, g + j * pitch, rest, losses[k]);
    PRECISE(accumulate_block)(x, neurons, stride, rows, next, g, pitch, gradient);
  }
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
