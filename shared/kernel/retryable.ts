/**
 * Errors after which the same call may be tried again: throttling, a conflict with another transaction, a failing
 * service, and answers that were lost on the way. Names as the DynamoDB API reference and Node.js give them.
 */
const RETRYABLE = new Set([
  'TransactionConflict',
  'TransactionConflictException',
  'TransactionInProgressException',
  'ProvisionedThroughputExceeded',
  'ProvisionedThroughputExceededException',
  'ThrottlingError',
  'ThrottlingException',
  'RequestLimitExceeded',
  'InternalServerError',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'TimeoutError',
  'RequestTimeout',
  'AbortError',
  'ReadThrottledError',
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
]);

export const isRetryable = (error: unknown): boolean =>
  error instanceof Error || hasName(error)
    ? RETRYABLE.has(error.name ?? '') || ('code' in error && RETRYABLE.has(String(error.code)))
    : false;

const hasName = (error: unknown): error is { name: string | undefined } =>
  typeof error === 'object' && error !== null && 'name' in error;
