import * as z from 'zod';
import type { ProblemCode } from './errors.ts';
import { membersOf } from './problem-members.ts';

/** When an error occurs, and what whoever gets it can do. In Markdown. */
export type ProblemDocs = { when: string; action: string };

const FIX_REQUEST = 'Correct the request. Sending it again unchanged fails again.';
const READ_AGAIN = 'Read the resource again and decide anew.';
const AGENCY_DECIDES = 'Hide the action. Only the agency can change this, in its settings.';
const RETRY = 'Send the same request again after `Retry-After` seconds, with the same `Idempotency-Key`.';
const WAIT = 'Wait `Retry-After` seconds, then send the request again.';
const ANOTHER_CODE = 'Ask for another code.';

/** What docs/errors.md and the page that a problem's `type` leads to say of each code. No Lambda but `public` loads it. */
export const problemDocs: Record<ProblemCode, ProblemDocs> = {
  invalid_request: {
    when: 'A part of the request does not fit the API description. `faults` lists up to 20 faults, each with a `code` for programs.',
    action: FIX_REQUEST,
  },
  invalid_cursor: {
    when: 'The `cursor` was not given out by this list, or for another filter.',
    action: 'Start again at the first page, without `cursor`.',
  },
  malformed_json: { when: 'The body is not JSON in UTF-8.', action: FIX_REQUEST },
  idempotency_key_required: {
    when: 'The operation requires the header `Idempotency-Key`.',
    action: 'Choose a key for each thing you want done, and send it with every attempt.',
  },
  invalid_signature: {
    when: 'A webhook does not bear the signature of the payment provider, or an old one.',
    action: "Store the provider's current webhook secret for the agency.",
  },
  malformed_event: {
    when: 'A webhook is signed correctly, but its event cannot be read.',
    action: 'Check the API version of the webhook at the payment provider.',
  },
  insufficient_credits: {
    when:
      'The account has fewer credits for this than the operation costs. `restricted` lists those that it has beside these, for ' +
      'other things only.',
    action:
      'Offer to buy at least `shortfall` credits. Say which credits do not count, and what they are for.',
  },
  account_in_debt: {
    when:
      'A payment was taken back after its credits were spent, or usage went beyond the credits, within the credit limit. The ' +
      'account owes `debt` credits.',
    action: 'Offer to buy credits: they pay the debt first.',
  },
  budget_exceeded: {
    when:
      'The spender would spend more than its budget allows. `limit` names the limit, `left` what it leaves, and `startsAnewAt` ' +
      'when it starts anew. Open holds of the spender count.',
    action:
      'Spend at most `left`, wait until `startsAnewAt`, or ask the owner of the account to raise the limit.',
  },
  approval_pending: {
    when:
      'The spender would spend more than its budget allows, and its `above` is `ask`: the owner of the account was asked. Nothing ' +
      'is spent before the owner approves. The same request always leads to the same approval (`approval`).',
    action:
      'Wait for the event `approval.decided` or read the approval. Then repeat the request with the same Idempotency-Key: it ' +
      'answers what was done. An approval that is not decided by `endsAt` expires.',
  },
  approval_declined: {
    when: 'The owner of the account declined this request of the spender. The decision is final for this request.',
    action: 'Do not repeat it. A new request needs a new Idempotency-Key, quote or amount.',
  },
  amount_exceeds_balance: {
    when:
      'An invoice costs more credits than the account has for it. Invoices are paid in full only, and never with the credits that ' +
      '`restricted` lists.',
    action: 'Offer to buy at least `shortfall` credits.',
  },
  not_eligible: {
    when: 'The agency limits this to certain regions or accounts, and this account is not among them.',
    action: 'Hide the offer from this customer.',
  },
  not_owned: { when: 'The account does not own the product.', action: 'Offer to buy the product.' },
  code_restricted: {
    when: 'The promo code is for other accounts or regions.',
    action: ANOTHER_CODE,
  },
  spender_restricted: {
    when: 'The spender may spend only on what `onlyFor` names.',
    action: 'Spend on one of these, or ask the owner of the account.',
  },
  unknown_spender: {
    when: 'The spender that the session carries, or that the agency names, is not among the spenders of the account.',
    action: 'Create a session for another spender.',
  },
  owner_required: {
    when: 'A session of a spender tries what only the owner of the account may do, such as changing a budget.',
    action: 'Hide the action in sessions that have a `spender`.',
  },
  own_request: {
    when: 'The person who decides also made the credit request.',
    action: 'Ask a colleague to decide.',
  },
  person_required: {
    when: 'A request with an API key or a session that only people may send, such as to make another key.',
    action: 'Sign in, and send the request with your access token.',
  },
  scope_not_held: {
    when: 'A new API key or an invited person would have `scopes` that you do not have, or the person already has them.',
    action: 'Leave these scopes out, or ask a colleague who has them.',
  },
  role_not_held: {
    when: 'An invited person would have `roles` that you do not have, or already has them.',
    action: 'Leave these roles out, or ask a colleague who has them.',
  },
  no_user_pool: {
    when: 'People of this deployment sign in with an issuer of its own, where Scrip can create nobody.',
    action: 'Create the person at the issuer. `claims` names the claims that their access tokens need.',
  },
  email_in_use: {
    when: 'The address is of a customer with another account, or of a member of the team.',
    action: 'Use another address.',
  },
  role_missing: {
    when: 'The current step of the credit request requires `role`, and the token does not have it.',
    action: 'Ask a colleague with this role to decide, or give the role to this person at the issuer.',
  },
  missing_scope: {
    when: 'The bearer is valid, but does not carry the scope that the operation requires.',
    action: 'Use a bearer with the scope named in `scope`.',
  },
  forbidden: {
    when: 'A claim of the token that names the agency or the account is missing or malformed.',
    action: 'Check the claims that the issuer puts into its tokens. `detail` names the claim.',
  },
  wrong_address: {
    when: 'The deployment has a domain of its own, and the request came to the address of its API Gateway instead.',
    action: 'Send it to `/v1` at the address of the portal.',
  },
  not_found: {
    when: 'The resource does not exist, or belongs to somebody else. An agency without settings gets this too.',
    action: 'Check the ID. `detail` says how an agency starts.',
  },
  account_merged: {
    when: 'The account was merged into another one. Only what comes late for it is still accepted, and counts there.',
    action: 'Use the account that `into` names.',
  },
  account_not_mergeable: {
    when:
      'The account to merge holds credits, for orders or otherwise, or has spenders, is being erased, or others merged into it: ' +
      '`reasons` names all of it.',
    action: 'End what can be ended and try again, or merge the other way round.',
  },
  account_not_settled: {
    when: 'The account to erase has credits, a debt, or something open: `reasons` names all of it.',
    action: 'Spend or remove the credits, end what is open, and try again.',
  },
  retention_not_over: {
    when: "The agency's `retentionDays` have not passed since the account's last entry.",
    action: 'Try again from `possibleFrom` on.',
  },
  credit_payments_disabled: {
    when: 'The agency has switched off `creditPayments`.',
    action: AGENCY_DECIDES,
  },
  transfers_disabled: {
    when: 'The agency has no `transfers` in its settings.',
    action: AGENCY_DECIDES,
  },
  recipient_not_found: {
    when:
      'The agency has no account with this ID, no single profile with this `externalId`, or it is the sender. All of them ' +
      'are answered alike.',
    action: 'Ask the recipient for the ID.',
  },
  recipient_full: {
    when: 'The recipient holds too many lots of received credits, or more credits than can be counted exactly.',
    action: 'Ask the recipient to spend some credits, and try again.',
  },
  credits_not_accepted: {
    when: 'The agency does not take credits for this invoice or service, or has no rate for its currency.',
    action: 'Offer another way to pay.',
  },
  invoice_not_convertible: {
    when: "The agency's `invoiceRates` have no rate for the invoice's currency, or the invoice comes to more credits than one payment can move.",
    action: AGENCY_DECIDES,
  },
  no_payment_method: {
    when: 'The agency offers neither a payment provider nor a method for credit requests. A provider without credentials is not offered. It is a reason in `allowed.buyCredits`.',
    action: AGENCY_DECIDES,
  },
  credit_sales_disabled: { when: 'The agency has switched off `creditSales`.', action: AGENCY_DECIDES },
  provider_not_available: {
    when: "The payment provider is not among the agency's `providers`, or the agency has no usable credentials for it.",
    action: 'Offer only the `providers` that `GET /v1/packages` lists.',
  },
  method_not_available: {
    when: 'The agency does not sell credits by this payment method.',
    action: 'Offer only the methods that the agency uses.',
  },
  credit_request_limit: {
    when: 'The account has as many pending credit requests as are allowed.',
    action: 'Cancel one, or wait for a decision.',
  },
  request_not_pending: {
    when: 'The credit request was accepted, rejected or cancelled in the meantime.',
    action: READ_AGAIN,
  },
  step_not_current: {
    when: 'Somebody else decided the step in the meantime, or the credit request has not reached it yet.',
    action: READ_AGAIN,
  },
  already_decided: {
    when: 'The same person has decided another step. Each person decides one step only.',
    action: 'Ask a colleague to decide.',
  },
  too_many_proofs: {
    when: 'The credit request has ten proofs.',
    action: 'Put further details into a message to the agency.',
  },
  package_not_available: {
    when: 'The package does not exist or is not on sale.',
    action: 'List the packages again.',
  },
  price_not_chargeable: {
    when: 'The payment provider does not charge this currency or amount. `reason` says why.',
    action: 'Choose another provider or another number of credits.',
  },
  custom_amount_not_available: {
    when: 'The agency sells credits in packages only.',
    action: 'Send a `packageId`.',
  },
  product_not_available: { when: 'The product is not on sale.', action: 'List the products again.' },
  download_not_available: {
    when: 'The product has no file yet, or the agency has removed it.',
    action: 'Try again later, or ask the agency.',
  },
  already_owned: {
    when: 'The account owns this variant already.',
    action: 'Offer the download instead.',
  },
  quote_expired: {
    when: 'The price was locked for a few minutes only.',
    action: 'Request a new quote and show its price.',
  },
  quote_used: { when: 'A purchase used this quote.', action: 'Read the purchase, or request a new quote.' },
  unknown_account: {
    when:
      'The account has neither an entry nor a profile. It was to get credits or a credit limit without `create: true`, or another account ' +
      'was to merge into it.',
    action:
      'Check the ID. If the account is meant to be new, send its first credits or its credit limit with `create: true`.',
  },
  order_cancelled: {
    when: 'The order was cancelled, and was to be changed or refunded.',
    action: 'Place a new order.',
  },
  order_paid: {
    when: 'The order has cost credits, and was to be cancelled, or to cost another amount.',
    action: 'Refund the order. Customers ask the agency for it.',
  },
  order_not_paid: {
    when: 'The order holds its credits until it is done, and was to be refunded.',
    action: 'Cancel the order: its credits are given back.',
  },
  order_begun: {
    when: 'The customer wants to cancel an order that is no longer new.',
    action: 'Ask the agency to cancel it.',
  },
  order_refunded: {
    when: 'The order was refunded, and its status was to be changed.',
    action: 'Place a new order.',
  },
  nothing_expires_then: {
    when: 'An expiry was to be extended, and no unexpired credits of the account expire at exactly `from`.',
    action: 'Read the account, and send the `expiresAt` of one of its lots as `from`.',
  },
  refund_exceeds_spend: {
    when: 'More credits were to be refunded than the spend drew, less what was refunded before.',
    action: 'Refund at most `refundable` credits.',
  },
  refund_not_offered: {
    when: 'The agency has no `purchaseRefunds` in its settings.',
    action: AGENCY_DECIDES,
  },
  refund_window_over: {
    when: "More days have passed since the purchase than the agency's settings allow.",
    action: 'Ask the agency.',
  },
  refund_after_download: {
    when: 'The product was downloaded, and the agency does not take downloaded products back.',
    action: 'Ask the agency.',
  },
  invoice_already_paid: { when: 'The invoice was paid in the meantime.', action: READ_AGAIN },
  invoice_void: { when: 'The agency has voided the invoice.', action: READ_AGAIN },
  amount_differs: {
    when: 'The price is no longer the `credits` that the request named.',
    action: 'Show the current `credits` and ask the customer to confirm.',
  },
  widget_hidden: { when: 'The agency has set `balanceWidget` to `hidden`.', action: 'Show no balance.' },
  no_credits_yet: {
    when: 'The account has no credits, and the agency shows balances only to accounts that have some.',
    action: 'Show no balance yet.',
  },
  code_already_used: {
    when: 'The account has used this code, or as many codes of the promotion as one account can.',
    action: ANOTHER_CODE,
  },
  code_exhausted: { when: 'Other accounts have used the code up.', action: ANOTHER_CODE },
  code_taken: {
    when: 'Another batch of the agency has, or had, this worded code.',
    action: 'Choose another word. A withdrawn one stays taken.',
  },
  codes_already_shown: {
    when: 'A repeated request would show the codes of a batch again. Scrip stores only their hashes.',
    action: 'Withdraw the batch and create another, with another `Idempotency-Key`.',
  },
  key_already_shown: {
    when: 'A repeated request would show the key of a spender again. Scrip stores only its hash.',
    action: 'Revoke the key, which the list shows, and create another, with another `Idempotency-Key`.',
  },
  endpoint_disabled: { when: 'A disabled endpoint receives no events.', action: 'Enable it, then resend.' },
  link_invalid: {
    when: 'The code of a sign-in link was redeemed before, is older than a minute, or its session was ended.',
    action: 'Let the agency make another session.',
  },
  api_key_limit: {
    when: 'The agency has 50 API keys, or the account 50 keys of spenders.',
    action: 'Revoke a key that nobody uses: `lastUsedOn` says which.',
  },
  endpoint_limit: {
    when: 'The agency has ten endpoints.',
    action: 'Delete one that you no longer need.',
  },
  rotation_too_soon: {
    when: 'Three secrets of the endpoint are active. Each previous one stays active for 24 hours.',
    action: 'Wait until `possibleFrom`. If a secret has leaked, delete the endpoint and create another.',
  },
  hold_of_agency: {
    when: 'The agency made the hold, for example for a job that it works on.',
    action: 'Ask the agency to capture or release it. Without either, it ends at `endsAt`.',
  },
  allowance_ended: {
    when: 'The last day of the allowance is over (`endsOn`), so that nothing of it can be changed.',
    action: 'Create an allowance under another ID and add its accounts.',
  },
  spender_limit: {
    when: 'The account has 50 spenders.',
    action: 'Remove a spender that is no longer needed.',
  },
  hold_of_order: {
    when: 'The hold was made by an order of a service that is paid when it is done.',
    action: 'Set the status of the order: `done` spends the credits, `cancelled` gives them back.',
  },
  approval_limit: {
    when: 'The spender waits for 10 approvals.',
    action: 'Wait until the owner of the account decides one, or one expires.',
  },
  approval_not_open: {
    when: 'The approval was decided before, or nobody decided it in time. `approvalStatus` says which.',
    action: 'Fetch the approval. Once it has expired, the spender can ask again.',
  },
  approval_superseded: {
    when: 'What the spender asked for was done without this approval, as when the owner paid the invoice.',
    action: 'Decline the approval.',
  },
  hold_limit: {
    when: 'The account has 20 open holds, or its holds have taken from too many lots.',
    action: 'Capture or release a hold, or wait until one ends.',
  },
  hold_not_open: {
    when: 'The hold was captured for the last time, was released, or has ended. `holdStatus` says which.',
    action: 'Hold the credits again, or spend them.',
  },
  gift_limit: {
    when: 'The account has 20 open gifts.',
    action: 'Take a gift back, or wait until one is redeemed or returns.',
  },
  gift_not_open: {
    when: 'The code was redeemed, or the credits of the gift went back after its last day.',
    action: 'Fetch the gift: its `status` says which.',
  },
  hold_exceeded: {
    when:
      'The capture is larger than what the hold still holds (`held`). A payment that was taken back may have taken held ' +
      'credits with it.',
    action: 'Capture at most `held`, and spend the rest separately.',
  },
  capture_limit: {
    when: 'The hold has 19 captures. One more is possible, and it must be the last.',
    action: 'Send it with `final: true`.',
  },
  balance_limit: {
    when: 'The account would hold more credits than fit.',
    action: 'Spend some credits first.',
  },
  lot_limit: {
    when: 'The account holds credits with 400 different expiry days, or for 20 different restrictions, and the credits have another one.',
    action: 'Spend some credits first, or add credits that do not expire and are for anything.',
  },
  precondition_failed: {
    when: 'Somebody else changed the resource, or it exists although `If-None-Match: *` was sent.',
    action: READ_AGAIN,
  },
  body_too_large: { when: 'The body exceeds 256 KB.', action: FIX_REQUEST },
  unsupported_media_type: {
    when: 'The header `Content-Type` is not `application/json`.',
    action: 'Set the header.',
  },
  code_invalid: {
    when: 'The promo code does not exist.',
    action: 'Check the spelling. Each failure counts.',
  },
  code_expired: { when: 'The promotion has ended.', action: ANOTHER_CODE },
  code_not_yet_valid: { when: 'The promotion has not begun.', action: 'Try again when it has begun.' },
  amount_out_of_bounds: {
    when: 'The number of credits is outside of the limits that the agency sells.',
    action: 'Choose a number between `minimum` and `maximum`.',
  },
  endpoint_not_allowed: {
    when: 'The URL is not https, or does not lead to a public address. `reason` says why.',
    action: 'Choose an https URL at a public address, without a user name and password.',
  },
  return_url_not_allowed: {
    when: "The origin of `returnUrl` is neither the portal's nor among the agency's `returnUrls`.",
    action: 'Add the address to the settings, or leave `returnUrl` out.',
  },
  idempotency_key_reused: {
    when: 'The key was used for another request of this account.',
    action: 'Choose another key. Keep a key only for repetitions of the same request.',
  },
  variant_required: {
    when: 'The product has several variants, and the request names none.',
    action: 'Let the customer choose one of `variants`, and send it as `variantId`.',
  },
  precondition_required: {
    when: 'The resource exists, and the request has no `If-Match`.',
    action: 'Read the resource and send its `ETag` as `If-Match`.',
  },
  checkout_limit: {
    when: 'The account has as many open checkouts as are allowed.',
    action: 'Complete one, or wait `Retry-After` seconds.',
  },
  session_limit: {
    when: 'The account has 20 sessions that have not ended.',
    action: 'End them with DELETE, or wait until one ends: `Retry-After` says how long.',
  },
  quote_limit: {
    when: 'The account has as many open quotes as are allowed.',
    action: 'Use one, or wait `Retry-After` seconds.',
  },
  upload_limit: { when: 'The account has used its uploads of the day.', action: WAIT },
  too_many_attempts: {
    when: 'The account tried three invalid codes, or ten recipients that do not exist, within ten minutes.',
    action: WAIT,
  },
  internal_error: {
    when: 'A fault of Scrip. It is logged with the ID in `request`.',
    action: 'Send the same request again with the same `Idempotency-Key`. If it stays, report `request`.',
  },
  provider_refused: {
    when: "The payment provider did not accept the agency's key or the payment.",
    action: 'Offer another payment provider. The agency finds the reason in its reconciliation reports.',
  },
  upgrading: {
    when: 'A newer version of Scrip has written the data and is being rolled out.',
    action: RETRY,
  },
  busy: { when: 'Too many requests change the same account at once. Nothing was written.', action: RETRY },
  provider_unreachable: { when: 'The payment provider did not answer in time.', action: RETRY },
};

/** What a code says beside itself: each member with its description. */
export const memberDocs = (code: ProblemCode): readonly { name: string; description: string }[] =>
  Object.entries(membersOf(code)?.shape ?? {}).map(([name, schema]) => ({
    name,
    description: z.globalRegistry.get(schema)?.description ?? '',
  }));
