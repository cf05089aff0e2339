#include <cairo.h>
#include <fontconfig/fontconfig.h>
#include <cairo-svg.h>
#include <pango/pangocairo.h>
