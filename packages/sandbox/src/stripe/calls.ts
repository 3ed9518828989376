/** The calls that only Stripe's imitation has, for the index page. */
export const STRIPE_CONTROLS = [
  {
    call: 'POST /pay/{id}',
    does: 'Does what the buttons of the payment page do: {"outcome": "paid"}, "async", "async_failed", "declined" (with "decline": "insufficient_funds" or another decline code) or "cancel"; "amount" and "currency" report another payment than was asked for.',
  },
  { call: 'POST /controls/sessions/{id}/succeed', does: 'Confirms a slow payment.' },
  { call: 'POST /controls/sessions/{id}/fail', does: 'Refuses a slow payment.' },
  { call: 'POST /controls/sessions/{id}/expire', does: 'Expires an open session.' },
  {
    call: 'POST /controls/payments/{id}/dispute',
    does: 'The buyer contests a payment (id of a session, payment intent or charge): {"amount": 500, "reason": "fraudulent", "inquiry": false}',
  },
  {
    call: 'POST /controls/disputes/{id}/escalate',
    does: 'Turns an inquiry into a dispute that takes the money.',
  },
  {
    call: 'POST /controls/disputes/{id}/status',
    does: 'Changes a dispute’s status without moving money: {"status": "under_review"}, "appeal_needs_response", "appeal_under_review", "prevented", or an unknown status.',
  },
  {
    call: 'POST /controls/disputes/{id}/close',
    does: 'Decides a dispute, also a second time: {"outcome": "won"}, "lost", or for an inquiry "warning_closed". With {"outcome": "lost", "reinstated": 400} part of the money comes back.',
  },
  {
    call: 'POST /controls/refunds/{id}',
    does: 'Changes a refund’s status: {"status": "succeeded"}, "failed" or "canceled"; any other status, also null, moves no money.',
  },
  {
    call: 'POST /controls/thin',
    does: 'Sends a thin event: {"key": "sk_test_…"} pings the endpoint; "type" and "related": {"id", "type", "url"} name another.',
  },
  {
    call: 'POST /controls/events/{id}/copy',
    does: 'Sends the event as if a connected account had caused it: {"account": "acct_…"}; or as one of live mode: {"livemode": true}.',
  },
] as const;
