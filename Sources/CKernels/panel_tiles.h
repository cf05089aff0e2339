/* Included by panels.h for each precision of the ELEMENTs. */

/* Adds Σ_c weights[j·pitch + c]·column_c, c in from..<to, to out[j] for J vectors, V lanes of
   each at a time; and ⟨column_c, x_j⟩ to out[j·pitch + c], up to whole groups of columns.

   Both fetch the next panel into the second-level cache, the first the even columns and the second
   the odd ones. Combining to one vector computes too little to hide that: the two correlations that
   go with it fetch every column. */
INLINE void PRECISE(combine_tile)(
    const void *const *slabs, size_t panel, size_t from, size_t to, const double *weights,
    size_t pitch, double *out, const int J, const int V) {
  for (int part = 0; part < PANEL_LANES; part += V) {
    lanes sum[4][PANEL_LANES];
    UNROLL for (int j = 0; j < J; j++) UNROLL for (int v = 0; v < V; v++)
        sum[j][v] = load(out + j * CK_PANEL + (part + v) * CK_LANES);
    for (size_t c = from; c < to;) {
      const ELEMENT *column = (const ELEMENT *)slabs[c / CK_SLAB]
          + (panel * CK_SLAB + c % CK_SLAB) * CK_PANEL;
      size_t end = (c / CK_SLAB + 1) * CK_SLAB;
      if (end > to) end = to;
      for (; c < end; c++, column += CK_PANEL) {
        lanes entries[PANEL_LANES];
        UNROLL for (int v = 0; v < V; v++)
            entries[v] = ELEMENTS(column, part + v);
        if (J > 1 && c % 2 == 0) {
          UNROLL for (int v = 0; v < V; v++)
            if (sizeof(ELEMENT) * v % 8 == 0)
              __builtin_prefetch(column + CK_SLAB * CK_PANEL + (part + v) * CK_LANES, 0, 2);
        }
        UNROLL for (int j = 0; j < J; j++) UNROLL for (int v = 0; v < V; v++)
            sum[j][v] += entries[v] * weights[j * pitch + c];
      }
    }
    UNROLL for (int j = 0; j < J; j++) UNROLL for (int v = 0; v < V; v++)
        store(out + j * CK_PANEL + (part + v) * CK_LANES, sum[j][v]);
  }
}

INLINE void PRECISE(correlate_tile)(
    const void *const *slabs, size_t panel, size_t columns, const double *x, double *out,
    size_t pitch, const int J, const int V) {
  const int C = J == 3 ? 2 : CK_LANES / J;
  for (int part = 0; part < PANEL_LANES; part += V) {
    lanes vector[4][PANEL_LANES];
    UNROLL for (int j = 0; j < J; j++) UNROLL for (int v = 0; v < V; v++)
        vector[j][v] = load(x + j * CK_PANEL + (part + v) * CK_LANES);
    for (size_t c = 0; c < columns;) {
      const ELEMENT *column = (const ELEMENT *)slabs[c / CK_SLAB]
          + panel * (CK_SLAB * CK_PANEL);
      size_t end = c + CK_SLAB < columns ? c + CK_SLAB : columns;
      for (; c < end; c += C, column += C * CK_PANEL) {
        lanes sum[CK_LANES] = {0};
        UNROLL for (int i = 0; i < C; i++) UNROLL for (int v = 0; v < V; v++) {
          lanes entries = ELEMENTS(column + i * CK_PANEL, part + v);
          if (C == 1 || ((J == 2 || i % 2) && sizeof(ELEMENT) * v % 8 == 0))
            __builtin_prefetch(column + (CK_SLAB + i) * CK_PANEL + (part + v) * CK_LANES, 0, 2);
          UNROLL for (int j = 0; j < J; j++) sum[j * C + i] =
              v ? sum[j * C + i] + entries * vector[j][v] : entries * vector[j][v];
        }
        lanes sums = lane_sums(sum);
        UNROLL for (int j = 0; j < J; j++) UNROLL for (int i = 0; i < C; i++)
            out[j * pitch + c + i] += sums[j * C + i];
      }
      c = end;
    }
  }
}
