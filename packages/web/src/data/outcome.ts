/** Failures after which it is unknown whether something was done: the next try must be the same request. */
const UNKNOWN = new Set([
  'network_error',
  'aborted',
  'unexpected_answer',
  'unauthorized',
  'rate_limited',
  'internal_error',
  'busy',
  'upgrading',
]);

export const isUnknownOutcome = (code: string): boolean => UNKNOWN.has(code);
