/* What there is: activations, and the levels this processor runs. */

#include "CKernels.h"

static const ck_activation activations[] = {
#define ACTIVATION(id, name, formula, parameter, initial, least, flags, ...) \
  {name, formula, parameter, initial, least, flags},
#include "activations.h"
#undef ACTIVATION
};

const size_t ck_activation_count = sizeof activations / sizeof *activations;

const ck_activation *ck_activation_table(void) { return activations; }

size_t ck_step_scratch(size_t neurons) { return (2 * neurons + 6) * 64; }

extern const ck_level ck_level_baseline;

#if defined(__x86_64__)

extern const ck_level ck_level_avx2, ck_level_avx512;

const ck_level *const *ck_levels(void) {
  static const ck_level *const all[] = {
      &ck_level_avx512, &ck_level_avx2, &ck_level_baseline, NULL};
  if (__builtin_cpu_supports("x86-64-v4")) return all;
  return __builtin_cpu_supports("x86-64-v3") ? all + 1 : all + 2;
}

#else

const ck_level *const *ck_levels(void) {
  static const ck_level *const all[] = {&ck_level_baseline, NULL};
  return all;
}

#endif

void ck_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]) {
  uint32_t c[4] = {counter[0], counter[1], counter[2], counter[3]};
  uint32_t k0 = key[0], k1 = key[1];
  for (int round = 0; round < 10; round++) {
    uint64_t p0 = (uint64_t)c[0] * 0xD2511F53u, p1 = (uint64_t)c[2] * 0xCD9E8D57u;
    uint32_t next[4] = {
        (uint32_t)(p1 >> 32) ^ c[1] ^ k0, (uint32_t)p1, (uint32_t)(p0 >> 32) ^ c[3] ^ k1,
        (uint32_t)p0};
    for (int i = 0; i < 4; i++) c[i] = next[i];
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  for (int i = 0; i < 4; i++) out[i] = c[i];
}
