#include "cscript.h"

#include <duktape.h>
#include <setjmp.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>

/// What every piece of memory begins with: a heap that a script was left in cannot be asked to free it.
typedef struct block {
  struct block *next, *previous;
  size_t size;
  alignas(max_align_t) char bytes[];
} block;

struct cscript {
  duk_context *context;
  block *blocks;
  size_t used, limit;
  uint64_t work;
  /// Requests refused since the call began.
  int refusals;
  /// Where a call that reaches a bound goes on, and which bound it was.
  jmp_buf *exit;
  int outcome;
  const char *text;
  size_t length;
};

/// A refused request makes Duktape look for garbage and ask again. A heap that is nearly full would
/// spend its time on that.
enum { most_refusals = 4, cost_of_request = 64 };

static block *block_of(void *bytes) { return (block *)((char *)bytes - offsetof(block, bytes)); }

static void unlink_block(cscript *script, block *old) {
  *(old->previous ? &old->previous->next : &script->blocks) = old->next;
  if (old->next) old->next->previous = old->previous;
  script->used -= old->size;
}

static void *link_block(cscript *script, block *new, size_t size) {
  *new = (block){.next = script->blocks, .previous = NULL, .size = size};
  if (new->next) new->next->previous = new;
  script->blocks = new;
  script->used += size;
  return new->bytes;
}

static void leave(cscript *script, int outcome) {
  script->outcome = outcome;
  if (script->exit) longjmp(*script->exit, 1);
}

static void release(void *state, void *bytes) {
  if (!bytes) return;
  block *old = block_of(bytes);
  unlink_block(state, old);
  free(old);
}

static void *resize(void *state, void *bytes, duk_size_t size) {
  cscript *script = state;
  if (size == 0) {
    release(state, bytes);
    return NULL;
  }
  uint64_t cost = (uint64_t)size + cost_of_request;
  if (cost > script->work) leave(script, CSCRIPT_TOO_MUCH_WORK);
  script->work -= cost;
  block *old = bytes ? block_of(bytes) : NULL;
  size_t whole = sizeof(block) + size, before = old ? old->size : 0;
  if (whole < size || script->used - before + whole > script->limit) {
    if (++script->refusals > most_refusals) leave(script, CSCRIPT_OUT_OF_MEMORY);
    return NULL;
  }
  if (old) unlink_block(script, old);
  block *new = realloc(old, whole);
  if (!new) {
    if (old) link_block(script, old, before);
    leave(script, CSCRIPT_OUT_OF_MEMORY);
    return NULL;
  }
  return link_block(script, new, whole);
}

static void *allocate(void *state, duk_size_t size) { return resize(state, NULL, size); }

static void fail(void *state, const char *message) {
  (void)state;
  fprintf(stderr, "Duktape: %s\n", message ? message : "unknown failure");
  abort();
}

cscript *cscript_new(size_t memory) {
  cscript *script = calloc(1, sizeof *script);
  if (!script) return NULL;
  script->limit = memory;
  script->work = UINT64_MAX;
  script->context = duk_create_heap(allocate, resize, release, script, fail);
  if (script->context) return script;
  cscript_free(script);
  return NULL;
}

void cscript_free(cscript *script) {
  if (!script) return;
  for (block *next, *old = script->blocks; old; old = next) {
    next = old->next;
    free(old);
  }
  free(script);
}

const char *cscript_text(const cscript *script, size_t *length) {
  *length = script->length;
  return script->text ? script->text : "";
}

/// What runs a protected call: nonzero if it threw. Its value, or its error, is left on the stack.
typedef duk_int_t body(duk_context *context, const void *arguments);

static int run(cscript *script, body *run_body, const void *arguments, uint64_t work) {
  jmp_buf exit;
  script->text = NULL;
  script->length = 0;
  script->work = work;
  script->refusals = 0;
  script->outcome = CSCRIPT_DONE;
  script->exit = &exit;
  if (setjmp(exit) == 0) {
    duk_set_top(script->context, 0);
    if (run_body(script->context, arguments)) script->outcome = CSCRIPT_THREW;
    script->text = duk_safe_to_lstring(script->context, -1, &script->length);
  }
  script->exit = NULL;
  script->work = UINT64_MAX;
  return script->outcome;
}

typedef struct {
  const char *function, *text;
  size_t length;
  int flag;
} call;

static duk_int_t evaluate(duk_context *context, const void *arguments) {
  const call *source = arguments;
  return duk_peval_lstring(context, source->text, source->length);
}

static duk_int_t apply(duk_context *context, const void *arguments) {
  const call *call = arguments;
  duk_get_global_string(context, call->function);
  duk_push_lstring(context, call->text, call->length);
  duk_push_boolean(context, call->flag);
  return duk_pcall(context, 2);
}

int cscript_run(cscript *script, const char *source, size_t length) {
  call arguments = {.text = source, .length = length};
  return run(script, evaluate, &arguments, UINT64_MAX);
}

int cscript_call(
    cscript *script, const char *function, const char *text, size_t length, int flag, uint64_t work) {
  call arguments = {function, text, length, flag};
  return run(script, apply, &arguments, work);
}
