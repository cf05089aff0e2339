// Embeds KaTeX's script, style and fonts at build time.

#include "katex.h"

#include <string.h>

#if !__has_embed("/usr/share/javascript/katex/katex.min.js")
#error "KaTeX is not installed: install the Debian package libjs-katex"
#endif
#if !__has_embed("/usr/share/javascript/katex/fonts/KaTeX_Main-Regular.woff2")
#error "KaTeX's fonts are not installed: install the Debian package fonts-katex"
#endif

// #embed is C23, and the only way to have the bytes without generated sources.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char script[] = {
#embed "/usr/share/javascript/katex/katex.min.js"
};
static const unsigned char style[] = {
#embed "/usr/share/javascript/katex/katex.min.css"
};
static const unsigned char ams_regular[] = {
#embed "/usr/share/javascript/katex/fonts/KaTeX_AMS-Regular.woff2"
};
static const unsigned char caligraphic_bold[] = {
#embed "/usr/share/javascript/katex/fonts/KaTeX_Caligraphic-Bold.woff2"
};
static const unsigned char caligraphic_regular[] = {
#embed "/usr/share/javascript/katex/fonts/KaTeX_Caligraphic-Regular.woff2"
};
static const unsigned char fraktur_bold[] = {
#embed "/usr/share/javascript/katex/fonts/KaTeX_Fraktur-Bold.woff2"
};
static const unsigned char fraktur_regular[] = {
#embed "/usr/share/javascript/katex/fonts/KaTeX_Fraktur-Regular.woff2"
};
static const unsigned char main_bold[] = {
#embed "/usr/share/javascript/katex/fonts/KaTeX_Main-Bold.woff2"
};
static const unsigned char main_bold_italic[] = {
#embed "/usr/share/javascript/katex/fonts/KaTeX_Main-BoldItalic.woff2"
};
static const unsigned char main_italic[] = {
#embed "/usr/share/javascript/katex/fonts/KaTeX_Main-Italic.woff2"
};
static const unsigned char main_regular[] = {
#embed "/usr/share/javascript/katex/fonts/KaTeX_Main-Regular.woff2"
};
static const unsigned char math_bold_italic[] = {
#embed "/usr/share/javascript/katex/fonts/KaTeX_Math-BoldItalic.woff2"
};
static const unsigned char math_italic[] = {
#embed "/usr/share/javascript/katex/fonts/KaTeX_Math-Italic.woff2"
};
static const unsigned char sansserif_bold[] = {
#embed "/usr/share/javascript/katex/fonts/KaTeX_SansSerif-Bold.woff2"
};
static const unsigned char sansserif_italic[] = {
#embed "/usr/share/javascript/katex/fonts/KaTeX_SansSerif-Italic.woff2"
};
static const unsigned char sansserif_regular[] = {
#embed "/usr/share/javascript/katex/fonts/KaTeX_SansSerif-Regular.woff2"
};
static const unsigned char script_regular[] = {
#embed "/usr/share/javascript/katex/fonts/KaTeX_Script-Regular.woff2"
};
static const unsigned char size1_regular[] = {
#embed "/usr/share/javascript/katex/fonts/KaTeX_Size1-Regular.woff2"
};
static const unsigned char size2_regular[] = {
#embed "/usr/share/javascript/katex/fonts/KaTeX_Size2-Regular.woff2"
};
static const unsigned char size3_regular[] = {
#embed "/usr/share/javascript/katex/fonts/KaTeX_Size3-Regular.woff2"
};
static const unsigned char size4_regular[] = {
#embed "/usr/share/javascript/katex/fonts/KaTeX_Size4-Regular.woff2"
};
static const unsigned char typewriter_regular[] = {
#embed "/usr/share/javascript/katex/fonts/KaTeX_Typewriter-Regular.woff2"
};

const struct katex_file katex_script = {script, sizeof script};
const struct katex_file katex_style = {style, sizeof style};

static const struct {
  const char *name;
  struct katex_file file;
} fonts[] = {
    {"KaTeX_AMS-Regular", {ams_regular, sizeof ams_regular}},
    {"KaTeX_Caligraphic-Bold", {caligraphic_bold, sizeof caligraphic_bold}},
    {"KaTeX_Caligraphic-Regular", {caligraphic_regular, sizeof caligraphic_regular}},
    {"KaTeX_Fraktur-Bold", {fraktur_bold, sizeof fraktur_bold}},
    {"KaTeX_Fraktur-Regular", {fraktur_regular, sizeof fraktur_regular}},
    {"KaTeX_Main-Bold", {main_bold, sizeof main_bold}},
    {"KaTeX_Main-BoldItalic", {main_bold_italic, sizeof main_bold_italic}},
    {"KaTeX_Main-Italic", {main_italic, sizeof main_italic}},
    {"KaTeX_Main-Regular", {main_regular, sizeof main_regular}},
    {"KaTeX_Math-BoldItalic", {math_bold_italic, sizeof math_bold_italic}},
    {"KaTeX_Math-Italic", {math_italic, sizeof math_italic}},
    {"KaTeX_SansSerif-Bold", {sansserif_bold, sizeof sansserif_bold}},
    {"KaTeX_SansSerif-Italic", {sansserif_italic, sizeof sansserif_italic}},
    {"KaTeX_SansSerif-Regular", {sansserif_regular, sizeof sansserif_regular}},
    {"KaTeX_Script-Regular", {script_regular, sizeof script_regular}},
    {"KaTeX_Size1-Regular", {size1_regular, sizeof size1_regular}},
    {"KaTeX_Size2-Regular", {size2_regular, sizeof size2_regular}},
    {"KaTeX_Size3-Regular", {size3_regular, sizeof size3_regular}},
    {"KaTeX_Size4-Regular", {size4_regular, sizeof size4_regular}},
    {"KaTeX_Typewriter-Regular", {typewriter_regular, sizeof typewriter_regular}},
};

struct katex_file katex_font(const char *name) {
  for (size_t i = 0; i < sizeof fonts / sizeof fonts[0]; i++) {
    if (strcmp(fonts[i].name, name) == 0) return fonts[i].file;
  }
  return (struct katex_file){NULL, 0};
}
