#include <duktape.h>
#include <malloc.h>

/// Runs a script; its value, or the error it threw, is left on the stack. Nonzero on error.
static inline duk_int_t duktape_run(duk_context *context, const char *script, duk_size_t length) {
  return duk_peval_lstring(context, script, length);
}

/// The text of the value on top of the stack, of an error its message.
static inline const char *duktape_text(duk_context *context, duk_size_t *length) {
  return duk_safe_to_lstring(context, -1, length);
}
