/** The calls that only Stripe's stand-in has, for whoever reads the index page. */
export const STRIPE_CONTROLS = [
  {
    call: 'POST /pay/{id}',
    does: 'Does what the buttons of the payment page do: {"outcome": "paid"}, "async", "async_failed", "declined" (with "decline": "insufficient_funds" or another decline code) or "cancel"; "amount" and "currency" report another payment than was asked for.',
  },
  { call: 'POST /controls/sessions/{id}/succeed', does: 'The bank confirms a slow payment now.' },
  { call: 'POST /controls/sessions/{id}/fail', does: 'The bank refuses a slow payment now.' },
  { call: 'POST /controls/sessions/{id}/expire', does: 'An open session expires now.' },
  {
    call: 'POST /controls/payments/{id}/dispute',
    does: 'The buyer contests a payment (id of a session, payment intent or charge): {"amount": 500, "reason": "fraudulent", "inquiry": false}',
  },
  {
    call: 'POST /controls/disputes/{id}/escalate',
    does: 'An inquiry becomes a dispute that takes the money.',
  },
  {
    call: 'POST /controls/disputes/{id}/status',
    does: 'A dispute goes on, and no money moves: {"status": "under_review"}, "appeal_needs_response", "appeal_under_review", "prevented", or one that nobody knows yet.',
  },
  {
    call: 'POST /controls/disputes/{id}/close',
    does: 'The bank decides, maybe a second time: {"outcome": "won"}, "lost", or for an inquiry "warning_closed". With {"outcome": "lost", "reinstated": 400} a part of the money comes back all the same.',
  },
  {
    call: 'POST /controls/refunds/{id}',
    does: 'A refund reaches the buyer, or comes back: {"status": "succeeded"}, "failed" or "canceled"; any other status, also null, moves no money.',
  },
  {
    call: 'POST /controls/thin',
    does: 'Stripe sends a thin event: {"key": "sk_test_…"} pings the endpoint; "type" and "related": {"id", "type", "url"} name another.',
  },
  {
    call: 'POST /controls/events/{id}/copy',
    does: 'Sends the event as if a connected account had caused it: {"account": "acct_…"}; or as one of live mode: {"livemode": true}.',
  },
] as const;
