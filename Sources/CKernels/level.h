/* Everything of one instruction level. Include once per level with LEVEL (its identifier),
   LEVEL_NAME, TILE_ROWS and TILE_NEURONS (registers for sums: TILE_ROWS·TILE_NEURONS vectors),
   under that level's target attributes. */

#include "lanes.h"
#include "elementary.h"
#include "elementwise.h"
#include "random.h"
#include "precision.h"
#include "curvature.h"
#include "panels.h"

const ck_level LEVEL = {
    LEVEL_NAME, normals, uniforms, activate, lose, each_exponential, each_logarithm, step, project,
    curve,      curved,   combine,  correlate,  round_panel,
    stream,
};
