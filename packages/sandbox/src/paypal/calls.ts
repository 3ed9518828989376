/** The calls that only PayPal's imitation has, for the index page. */
export const PAYPAL_CONTROLS = [
  {
    call: 'POST /paypal/checkoutnow?token={order}',
    does: 'Does what the buttons of the approval page do: {"outcome": "approve"}, "approve_and_leave" or "cancel"; "capture" sets the capture’s result: "completed", "pending" or "declined" (with PayPal’s "reason", and the processor’s "responseCode"), or "refused" with an "issue" such as "INSTRUMENT_DECLINED"; "amount" and "currency" report another payment than was asked for.',
  },
  {
    call: 'POST /controls/paypal/orders/{id}/capture',
    does: 'Changes the result of capturing an approved order: {"capture": "completed"} and so on, as above.',
  },
  {
    call: 'POST /controls/paypal/captures/{id}/complete',
    does: 'Completes a pending capture (by its id or its order’s).',
  },
  { call: 'POST /controls/paypal/captures/{id}/deny', does: 'Denies a pending capture.' },
  {
    call: 'POST /controls/paypal/captures/{id}/refund',
    does: 'The merchant refunds from the dashboard: {"amount": 500, "note": "Sorry"}; without an amount, the rest.',
  },
  {
    call: 'POST /controls/paypal/captures/{id}/reverse',
    does: 'PayPal takes the money back: {"amount": 500}.',
  },
  {
    call: 'POST /controls/paypal/captures/{id}/dispute',
    does: 'The buyer contests a payment: {"amount": 500, "reason": "UNAUTHORISED", "stage": "INQUIRY", "channel": "INTERNAL"}; with the channel "EXTERNAL" it is a card’s chargeback. "with" names other captures that it is about, "asset": {"asset_symbol": "BTC", "quantity": "0.1"} stands in the place of its amount, and "omitted": ["dispute_amount"] leaves fields out.',
  },
  {
    call: 'POST /controls/paypal/disputes/{id}/update',
    does: 'Changes a dispute: {"stage": "CHARGEBACK", "status": "UNDER_REVIEW"}.',
  },
  {
    call: 'POST /controls/paypal/disputes/{id}/resolve',
    does: 'Resolves a dispute: {"outcome": "RESOLVED_BUYER_FAVOUR"}, "RESOLVED_SELLER_FAVOUR", "RESOLVED_WITH_PAYOUT", "CANCELED_BY_BUYER", "ACCEPTED", "DENIED" or "NONE". With "by": "seller" a claim or an offer was accepted, and PayPal refunds by itself; "amount" is what the buyer gets, "fee" what PayPal asks for its work.',
  },
  {
    call: 'POST /controls/paypal/disputes/{id}/reopen',
    does: 'Reopens a resolved dispute: {"stage": "PRE_ARBITRATION"}.',
  },
  { call: 'POST /controls/paypal/tokens/expire', does: 'Expires all access tokens.' },
] as const;
