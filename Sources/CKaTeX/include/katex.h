#ifndef SCARP_KATEX_H
#define SCARP_KATEX_H

#include <stddef.h>

/// A file of KaTeX, as Debian ships it, inside the binary.
struct katex_file {
  const unsigned char *bytes;
  size_t length;
};

extern const struct katex_file katex_script;
extern const struct katex_file katex_style;

/// A woff2 font by its file name without ending, `KaTeX_Main-Regular`; bytes null if unknown.
struct katex_file katex_font(const char *name);

#endif
