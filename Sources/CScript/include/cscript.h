#ifndef CSCRIPT_H
#define CSCRIPT_H

#include <stddef.h>
#include <stdint.h>

/// A Duktape heap in which scripts are run one at a time, with a bound on its memory and on the work of
/// a call.
///
/// A script cannot be interrupted from within. One that goes on and on asks for memory again and again,
/// so that work is counted in bytes asked for, the same on every machine, and the allocator leaves the
/// script where the bound is reached. Such a heap is good for nothing but `cscript_free`.
typedef struct cscript cscript;

enum cscript_outcome {
  CSCRIPT_DONE = 0,
  /// The script threw, and the text is the error's.
  CSCRIPT_THREW = 1,
  /// More bytes were asked for than the call may.
  CSCRIPT_TOO_MUCH_WORK = 2,
  /// More bytes are held than the heap may.
  CSCRIPT_OUT_OF_MEMORY = 3,
};

/// Null if even an empty heap does not fit into so many bytes.
cscript *cscript_new(size_t memory);
void cscript_free(cscript *script);

/// The text that the last call gave, until the next one.
const char *cscript_text(const cscript *script, size_t *length);

/// Runs a source text; its value becomes the text.
int cscript_run(cscript *script, const char *source, size_t length);

/// The value of a global function of a text and a truth value becomes the text.
int cscript_call(
    cscript *script, const char *function, const char *text, size_t length, int flag, uint64_t work);

#endif
