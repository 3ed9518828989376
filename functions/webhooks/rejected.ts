import { problem } from '../../shared/http/errors.ts';
import { count } from '../../shared/kernel/metrics.ts';

/** Refuses a webhook, and counts it: many of them mean that a secret is wrong, or that somebody tries his luck. */
export const rejected = <Code extends 'invalid_signature' | 'malformed_event'>(code: Code) => {
  count('WebhooksRejected');
  return problem(code);
};
