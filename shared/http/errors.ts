/**
 * Every error a customer, an agency or a provider can be answered with: a stable code, its status and its title.
 * The code is what programs read; titles may be reworded.
 */
export const problems = {
  invalid_request: { status: 400, title: 'The request is not as this operation takes it' },
  invalid_cursor: { status: 400, title: 'The cursor is not one that this list gave out' },
  malformed_json: { status: 400, title: 'The body is not JSON' },
  idempotency_key_required: { status: 400, title: 'This operation needs an Idempotency-Key header' },
  invalid_signature: { status: 400, title: 'The webhook was not signed with a secret that we know' },
  malformed_event: { status: 400, title: 'The event is signed, but not as the provider documents it' },
  insufficient_credits: { status: 402, title: 'The account has not enough credits' },
  account_in_debt: { status: 402, title: 'The account owes credits: buying credits clears this first' },
  forbidden: { status: 403, title: 'The token does not name an agency and account that may do this' },
  not_found: { status: 404, title: 'There is no such thing here' },
  credit_payments_disabled: { status: 409, title: 'The agency does not take credits at the moment' },
  credit_sales_disabled: { status: 409, title: 'The agency does not sell credits at the moment' },
  provider_not_available: { status: 409, title: 'The agency does not take payments with this provider' },
  package_not_available: { status: 409, title: 'This package is not for sale' },
  custom_amount_not_available: { status: 409, title: 'The agency sells packages only' },
  balance_limit: { status: 409, title: 'The account can not hold that many credits' },
  body_too_large: { status: 413, title: 'The body is larger than 256 KB' },
  unsupported_media_type: { status: 415, title: 'The body must be application/json' },
  amount_out_of_bounds: { status: 422, title: 'The agency sells fewer or more credits than this at a time' },
  return_url_not_allowed: { status: 422, title: "The return URL is not on the agency's list" },
  idempotency_key_reused: { status: 422, title: 'This Idempotency-Key was used with another request' },
  internal_error: { status: 500, title: 'Something failed on our side; nothing was charged twice' },
  provider_refused: { status: 502, title: "The payment provider refused the agency's request" },
  busy: { status: 503, title: 'Too much is happening at once: try again' },
  provider_unreachable: { status: 503, title: 'The payment provider does not answer: try again' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;

/** Facts about this occurrence that a program may want, such as the shortfall. */
export type ProblemDetails = Record<string, unknown>;

export type Problem<Code extends ProblemCode = ProblemCode> = {
  problem: Code;
  detail?: string;
  /** Seconds after which to try again; becomes the Retry-After header. */
  retryAfter?: number;
  extensions?: ProblemDetails;
};

export const problem = <Code extends ProblemCode>(
  code: Code,
  more: Omit<Problem, 'problem'> = {},
): Problem<Code> => ({ problem: code, ...more });
