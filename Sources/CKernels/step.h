/* Products with rows of X, for one precision of it. Include once with ELEMENT, the type of its entries,
   ELEMENTS(p), lanes loaded from them, and PRECISE(name), the name of a function for this precision;
   all else is f64. A block of rows stays in the second-level cache between its two passes, u = XΘᵀ
   and Xᵀg; while they compute, the first fetches the even rows of the next block into that cache and
   the second the odd ones. How many neurons share a block, and where rows are cut, changes the order
   of no sum. */

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
    case 1:
      if (rows < 2 * TILE_ROWS)
        PRECISE(dot_rows)(x, theta, stride, rows, ahead, u, pitch, TILE_ROWS, 1);
      else
        PRECISE(dot_rows)(x, theta, stride, rows, ahead, u, pitch, 2 * TILE_ROWS, 1);
      break;
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
