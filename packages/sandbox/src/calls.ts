/** The calls that every provider shares, for the index page. */
export const CALLS = [
  { call: 'GET /controls', does: 'The controls, and the latest deliveries.' },
  {
    call: 'POST /controls',
    does: 'Changes controls: {"drop": 2, "types": ["checkout.session.completed"]}, or {"api": {"fail": "all", "only": "/paypal/v2"}}',
  },
  { call: 'DELETE /controls', does: 'Resets all controls and sends held events.' },
  {
    call: 'POST /controls/release',
    does: 'Sends held events and stops holding: {"order": "none"}, "reverse", or "shuffle" with a "seed".',
  },
  {
    call: 'POST /controls/events/{id}/resend',
    does: 'Sends an event again: {"signature": "valid", "delayMs": 0, "asNewEvent": false}',
  },
  {
    call: 'POST /controls/deliveries/{number}/send',
    does: 'Sends one held, dropped or given-up delivery now.',
  },
  { call: 'POST /controls/deliveries/{number}/drop', does: 'Never sends this delivery.' },
  {
    call: 'POST /controls/bulk',
    does: 'Makes many paid payments at once, with webhooks only if "tell" is true (as another shop on the same account would): {"key": "sk_test_…", "count": 1000, "from": 1, "each": {"amount": 500, "currency": "eur", "reference": "chk_{n}", "metadata": {"account": "acc_{n}"}}}, or "payments": [{…}] for a list; "key" is a Stripe secret key or a PayPal client id.',
  },
] as const;
