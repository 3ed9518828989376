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
  amount_exceeds_balance: { status: 402, title: 'The invoice is for more credits than the account has' },
  not_eligible: { status: 403, title: 'This is not open to this account, or not to be paid with credits' },
  not_owned: { status: 403, title: 'The account does not own this' },
  code_restricted: { status: 403, title: 'This code is not for this region or account' },
  own_request: { status: 403, title: 'Nobody decides a request of their own' },
  role_missing: { status: 403, title: 'This step is decided by others: the token lacks its role' },
  forbidden: { status: 403, title: 'The token does not name an agency and account that may do this' },
  not_found: { status: 404, title: 'There is no such thing here' },
  credit_payments_disabled: { status: 409, title: 'The agency does not take credits at the moment' },
  credit_sales_disabled: { status: 409, title: 'The agency does not sell credits at the moment' },
  provider_not_available: { status: 409, title: 'The agency does not take payments with this provider' },
  method_not_available: { status: 409, title: 'The agency takes no payments this way' },
  request_not_pending: { status: 409, title: 'The request is decided, cancelled or expired' },
  step_not_current: { status: 409, title: 'The request is at another step' },
  already_decided: { status: 409, title: 'This person has decided a step of this request' },
  too_many_proofs: { status: 409, title: 'The request has as many proofs as it may' },
  package_not_available: { status: 409, title: 'This package is not for sale' },
  custom_amount_not_available: { status: 409, title: 'The agency sells packages only' },
  product_not_available: { status: 409, title: 'This product is not for sale' },
  service_not_available: { status: 409, title: 'This service can not be ordered' },
  download_not_available: { status: 409, title: 'There is nothing to download of this yet' },
  already_owned: { status: 409, title: 'The account owns this already' },
  quote_expired: { status: 409, title: 'The quote has lapsed: ask for a new one' },
  quote_used: { status: 409, title: 'This quote has led to a purchase already' },
  refund_not_offered: { status: 409, title: 'The agency takes no purchases back' },
  refund_window_over: { status: 409, title: 'The time for giving this purchase back is over' },
  refund_after_download: { status: 409, title: 'What has been downloaded can not be given back' },
  invoice_already_paid: { status: 409, title: 'This invoice has been paid' },
  invoice_void: { status: 409, title: 'The agency has withdrawn this invoice' },
  amount_differs: {
    status: 409,
    title: 'It comes to another amount of credits than the one named: look again',
  },
  widget_hidden: { status: 409, title: 'The agency does not show balances' },
  no_credits_yet: { status: 409, title: 'The balance shows once the account has credits' },
  code_already_used: { status: 409, title: 'This account has used this code, or another of its kind' },
  code_exhausted: { status: 409, title: 'This code has been used as often as it may be' },
  codes_already_shown: {
    status: 409,
    title: 'These codes were shown before, which is done once: withdraw them and make others',
  },
  endpoint_disabled: { status: 409, title: 'The endpoint is disabled: enable it first' },
  endpoint_limit: { status: 409, title: 'The agency has as many endpoints as it may have' },
  rotation_too_soon: {
    status: 409,
    title: 'As many secrets sign as may at once: wait for the oldest to end',
  },
  balance_limit: { status: 409, title: 'The account can not hold that many credits' },
  precondition_failed: { status: 412, title: 'It is not as If-Match or If-None-Match says: read it again' },
  body_too_large: { status: 413, title: 'The body is larger than 256 KB' },
  unsupported_media_type: { status: 415, title: 'The body must be application/json' },
  code_invalid: { status: 422, title: 'There is no such code' },
  code_expired: { status: 422, title: 'This code is past its date' },
  code_not_yet_valid: { status: 422, title: 'This code is not valid yet' },
  amount_out_of_bounds: { status: 422, title: 'The agency sells fewer or more credits than this at a time' },
  endpoint_not_allowed: { status: 422, title: 'Events are not sent to such an address' },
  return_url_not_allowed: { status: 422, title: "The return URL is not on the agency's list" },
  idempotency_key_reused: { status: 422, title: 'This Idempotency-Key was used with another request' },
  variant_required: { status: 422, title: 'There are several variants: name one as variantId' },
  precondition_required: {
    status: 428,
    title: 'This is there already: name the ETag that you read in If-Match',
  },
  too_many_attempts: { status: 429, title: 'Too many codes that there are not: wait, then try again' },
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

/** For somebody of an agency without settings, where nothing else can be missing. */
export const notBegun = problem('not_found', {
  detail: 'The agency has not begun: it does with its first PUT /v1/agency/settings',
});
