/* The Hessian of theory (4) times a direction with one read of X: `net->theta` holds the direction
   v, and (1/n) Σ_i D_i ⊗ x_i x_iᵀ v is Σ_i x_i w_i with w_ij = Σ_l D_jl(i) ⟨x_i, v_l⟩. Blocks of
   rows and their order are those of the gradient step, whose precision is this one's. */
static void PRECISE(curved)(
    const ck_network *net, const double *d, size_t from, size_t to, double *out,
    double *scratch) {
  const size_t pitch = MOST_BLOCK_ROWS, m = net->neurons, height = PRECISE(block_rows)(net->stride);
  double *u = scratch, *w = u + m * pitch;
  for (size_t row = from; row < to; row += height) {
    const ELEMENT *x = (const ELEMENT *)net->x + row * net->stride;
    size_t rows = to - row < height ? to - row : height;
    size_t next = row + 2 * height <= net->rows ? height : 0;
    PRECISE(dot_block)(x, net->theta, m, net->stride, rows, next, u, pitch);
    for (size_t j = 0; j < m; j++) {
      for (size_t i = 0; i < rows; i++) w[j * pitch + i] = 0;
      for (size_t l = 0; l < m; l++) {
        const double *entries = d + (j * m + l) * net->rows + row;
        for (size_t i = 0; i < rows; i++) w[j * pitch + i] += entries[i] * u[l * pitch + i];
      }
    }
    PRECISE(accumulate_block)(x, m, net->stride, rows, next, w, pitch, out);
  }
}
