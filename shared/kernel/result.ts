/** What a caller can cause is a value, not an exception. */
export type Result<Value, Problem> = { ok: true; value: Value } | { ok: false; error: Problem };

export const ok = <Value>(value: Value): { ok: true; value: Value } => ({ ok: true, value });

export const err = <Problem>(error: Problem): { ok: false; error: Problem } => ({ ok: false, error });

/** A record that was looked up: undefined is a refusal. */
export const found = <Value>(value: Value | undefined): Result<Value, { code: 'not_found' }> =>
  value === undefined ? err({ code: 'not_found' }) : ok(value);
