/**
 * Every error a customer, an agency or a provider can be answered with: a stable code, its status and its title.
 * The code is what programs read; titles may be reworded.
 */
export const problems = {
  invalid_request: { status: 400, title: 'The request is invalid' },
  invalid_cursor: { status: 400, title: 'The cursor is invalid. Start again without it' },
  malformed_json: { status: 400, title: 'The body is not valid JSON' },
  idempotency_key_required: { status: 400, title: 'The Idempotency-Key header is missing' },
  invalid_signature: { status: 400, title: 'The webhook signature is invalid' },
  malformed_event: { status: 400, title: 'The webhook is signed, but its event is malformed' },
  insufficient_credits: { status: 402, title: 'The account does not have enough credits' },
  account_in_debt: { status: 402, title: 'The account owes credits. Incoming credits pay this debt first' },
  budget_exceeded: { status: 402, title: 'This exceeds the budget of the spender' },
  approval_pending: {
    status: 402,
    title: 'This exceeds the budget of the spender. It waits for the approval of the owner of the account',
  },
  approval_declined: { status: 402, title: 'The owner of the account declined this' },
  amount_exceeds_balance: { status: 402, title: 'The invoice amount exceeds the balance' },
  not_eligible: { status: 403, title: 'This is not available to this account or in its region' },
  not_owned: { status: 403, title: 'The account does not own this product' },
  code_restricted: { status: 403, title: 'This code is not valid for this account or region' },
  own_request: { status: 403, title: 'You cannot decide your own credit request' },
  spender_restricted: { status: 403, title: 'This spender may not spend on this' },
  unknown_spender: { status: 403, title: 'The account has no such spender, or it was removed' },
  owner_required: {
    status: 403,
    title: 'Only the owner of the account can do this. This session is for one of its spenders',
  },
  hold_of_agency: {
    status: 403,
    title: 'The agency made this hold. Only the agency can capture or release it',
  },
  hold_of_order: {
    status: 403,
    title: 'This hold belongs to an order. It ends when the order is done or cancelled',
  },
  person_required: {
    status: 403,
    title: 'Only a person who signed in can do this, not an API key or a session',
  },
  scope_not_held: { status: 403, title: 'You cannot give a scope that you do not have' },
  role_not_held: { status: 403, title: 'You cannot give a role that you do not have' },
  role_missing: { status: 403, title: 'Your token lacks the role that this step requires' },
  missing_scope: { status: 403, title: 'Your credentials lack the scope that this operation requires' },
  wrong_address: { status: 403, title: 'This address is closed. Use the address of the portal' },
  forbidden: { status: 403, title: 'The token does not name a valid agency and account' },
  not_found: { status: 404, title: 'Not found' },
  unknown_account: {
    status: 404,
    title: 'There is no account with this ID. Check it. A new account begins with credits and create: true',
  },
  account_merged: { status: 409, title: 'The account merged into another one. Use that one' },
  account_not_mergeable: {
    status: 409,
    title: 'The account has something that cannot move to another account. End it first',
  },
  account_not_settled: {
    status: 409,
    title: 'The account has credits, debt or something open. Settle it first',
  },
  retention_not_over: { status: 409, title: 'The retention period of this account is not over yet' },
  credit_payments_disabled: { status: 409, title: 'This agency does not accept credits at the moment' },
  transfers_disabled: { status: 409, title: 'This agency does not allow transfers of credits' },
  recipient_not_found: { status: 404, title: 'There is no such recipient. Check the ID' },
  recipient_full: {
    status: 409,
    title: 'The recipient cannot receive these credits at the moment',
  },
  credits_not_accepted: { status: 409, title: 'This cannot be paid with credits' },
  invoice_not_convertible: { status: 409, title: 'This invoice cannot be converted to credits' },
  no_payment_method: { status: 409, title: 'This agency offers no way to pay for credits' },
  credit_sales_disabled: { status: 409, title: 'This agency does not sell credits at the moment' },
  provider_not_available: { status: 409, title: 'This agency does not offer this payment provider' },
  method_not_available: { status: 409, title: 'This agency does not offer this payment method' },
  credit_request_limit: {
    status: 409,
    title: 'The account has reached its limit of pending credit requests. Cancel one or wait for a decision',
  },
  request_not_pending: { status: 409, title: 'The credit request is no longer pending' },
  step_not_current: { status: 409, title: 'The credit request is at another step' },
  already_decided: { status: 409, title: 'You have already decided a step of this credit request' },
  too_many_proofs: { status: 409, title: 'The credit request has reached its limit of proofs' },
  package_not_available: { status: 409, title: 'This package is not for sale' },
  price_not_chargeable: {
    status: 409,
    title: 'This payment provider cannot charge this price. Choose another',
  },
  custom_amount_not_available: { status: 409, title: 'This agency sells credits in packages only' },
  product_not_available: { status: 409, title: 'This product is not for sale' },
  download_not_available: { status: 409, title: 'No file is available for download yet' },
  already_owned: { status: 409, title: 'The account already owns this product' },
  quote_expired: { status: 409, title: 'The quote has expired. Request a new one' },
  quote_used: { status: 409, title: 'The quote has already been used for a purchase' },
  order_refunded: { status: 409, title: 'The order was refunded. Its status is final' },
  order_cancelled: { status: 409, title: 'The order was cancelled. Its status is final' },
  order_paid: { status: 409, title: 'The order is already paid' },
  order_not_paid: { status: 409, title: 'The credits of the order are only held. Cancel the order instead' },
  order_begun: { status: 409, title: 'The agency has begun to work on the order' },
  nothing_expires_then: { status: 409, title: 'No credits of the account expire at this time' },
  refund_exceeds_spend: { status: 409, title: 'This is more than is left of the spend to refund' },
  refund_not_offered: { status: 409, title: 'This agency does not offer refunds' },
  refund_window_over: { status: 409, title: 'The refund window has closed' },
  refund_after_download: { status: 409, title: 'A downloaded product cannot be refunded' },
  invoice_already_paid: { status: 409, title: 'The invoice is already paid' },
  invoice_void: { status: 409, title: 'The agency has voided this invoice' },
  amount_differs: { status: 409, title: 'The price has changed. Fetch it again and confirm' },
  widget_hidden: { status: 409, title: 'This agency does not show balances' },
  no_credits_yet: { status: 409, title: 'The balance appears once the account has received credits' },
  code_already_used: {
    status: 409,
    title: 'This account has already used this code or reached its limit for this promotion',
  },
  code_exhausted: { status: 409, title: 'This code has reached its limit of uses' },
  code_taken: { status: 409, title: 'This code was used before. Choose another' },
  codes_already_shown: {
    status: 409,
    title: 'These codes were already shown once. Withdraw them and create new ones',
  },
  key_already_shown: {
    status: 409,
    title: 'This key was already shown once. Revoke it and create a new one',
  },
  endpoint_disabled: { status: 409, title: 'The endpoint is disabled. Enable it first' },
  link_invalid: { status: 410, title: 'This sign-in link was already used or has expired' },
  api_key_limit: { status: 409, title: 'The limit of API keys is reached. Revoke one first' },
  no_user_pool: {
    status: 409,
    title: 'People sign in with an issuer of your own. Create them there, with the claims that tokens need',
  },
  email_in_use: { status: 409, title: 'This e-mail address belongs to somebody else of the agency' },
  endpoint_limit: { status: 409, title: 'The agency has reached its limit of endpoints' },
  rotation_too_soon: {
    status: 409,
    title: 'Three signing secrets are already active. Wait until the oldest one expires',
  },
  allowance_ended: { status: 409, title: 'The allowance has ended. Create another one' },
  spender_limit: { status: 409, title: 'The account has reached its limit of spenders. Remove one first' },
  approval_limit: {
    status: 409,
    title: 'The spender has reached its limit of open approvals. Wait for a decision',
  },
  approval_not_open: { status: 409, title: 'The approval is no longer open' },
  approval_superseded: { status: 409, title: 'This was done in another way. Decline the approval' },
  hold_limit: {
    status: 409,
    title: 'The account has reached its limit of open holds. Capture or release one first',
  },
  hold_not_open: { status: 409, title: 'The hold is no longer open' },
  gift_limit: {
    status: 409,
    title: 'The account has reached its limit of open gifts. Take one back, or wait until one is redeemed',
  },
  gift_not_open: { status: 409, title: 'The gift is no longer open' },
  hold_exceeded: { status: 409, title: 'This is more than the hold still holds' },
  capture_limit: {
    status: 409,
    title: 'The hold has reached its limit of captures. Send the next one with final: true',
  },
  balance_limit: { status: 409, title: 'The account cannot hold this many credits' },
  lot_limit: {
    status: 409,
    title:
      'The account holds credits with too many different expiry dates or restrictions. Spend some of them first',
  },
  precondition_failed: {
    status: 412,
    title: 'The resource does not match If-Match or If-None-Match. Fetch it again',
  },
  body_too_large: { status: 413, title: 'The body exceeds 256 KB' },
  unsupported_media_type: { status: 415, title: 'The body must be application/json' },
  code_invalid: { status: 422, title: 'This code does not exist' },
  code_expired: { status: 422, title: 'This code has expired' },
  code_not_yet_valid: { status: 422, title: 'This code is not valid yet' },
  amount_out_of_bounds: {
    status: 422,
    title: 'The amount is below the minimum or above the maximum that this agency sells',
  },
  endpoint_not_allowed: { status: 422, title: 'Events cannot be sent to this address' },
  return_url_not_allowed: { status: 422, title: "The return URL is not on the agency's list" },
  idempotency_key_reused: {
    status: 422,
    title: 'This Idempotency-Key was already used for a different request',
  },
  variant_required: { status: 422, title: 'The product has several variants. Choose one with variantId' },
  precondition_required: { status: 428, title: 'The resource already exists. Send its ETag in If-Match' },
  checkout_limit: {
    status: 429,
    title: 'The account has too many open checkouts. Complete one or try again later',
  },
  session_limit: {
    status: 429,
    title: 'The account has too many sessions. End them or try again later',
  },
  quote_limit: {
    status: 429,
    title: 'The account has too many open quotes. Use one or try again later',
  },
  upload_limit: { status: 429, title: 'The account has reached its daily limit of uploads. Try again later' },
  too_many_attempts: { status: 429, title: 'Too many invalid codes or recipients. Wait, then try again' },
  internal_error: { status: 500, title: 'Internal error. Retrying is safe: nothing is charged twice' },
  provider_refused: { status: 502, title: "The payment provider rejected the agency's request" },
  upgrading: {
    status: 503,
    title: 'This data belongs to a newer version of the service, which is being rolled out. Try again soon',
  },
  busy: { status: 503, title: 'Too many concurrent requests. Try again' },
  provider_unreachable: { status: 503, title: 'The payment provider does not respond. Try again' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;

const isProblemCode = (text: string): text is ProblemCode => Object.hasOwn(problems, text);

/** Every code, in the order of the registry. */
export const problemCodes: readonly ProblemCode[] = Object.keys(problems).filter(isProblemCode);

/** The path of the page about a code, relative to the API. It is the problem's `type` (RFC 9457). */
export const problemType = (code: ProblemCode): string => `/v1/docs/errors#${code}`;

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
  detail: 'This agency has no settings yet. Create them with PUT /v1/agency/settings',
});
