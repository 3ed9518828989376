import * as z from 'zod';

/** What a buyer may click on the payment page. */
export type Outcome = 'paid' | 'async' | 'async_failed' | 'cancel';

const delivery = z.object({
  number: z.int(),
  event: z.string(),
  type: z.string(),
  state: z.enum(['waiting', 'held', 'dropped', 'delivered', 'given_up']),
  attempts: z.int(),
  status: z.int().nullable(),
});

/** A webhook on its way to the API, with what the API answered last. */
export type Delivery = z.infer<typeof delivery>;

const state = z.object({ deliveries: z.array(delivery) });
const approved = z.object({ redirect: z.string().nullable() });
const disputed = z.object({ id: z.string() });
const contested = z.object({ dispute_id: z.string() });

/**
 * Pays as a browser does, by sending the form of the payment page.
 * @param page the checkout's `url`
 * @returns where the customer is sent next
 */
export const payAt = async (page: string, outcome: Outcome): Promise<string> => {
  const answer = await fetch(page, {
    method: 'POST',
    body: new URLSearchParams({ outcome }),
    redirect: 'manual',
  });
  const next = answer.headers.get('location');
  if (answer.status !== 303 || next === null)
    throw new Error(`The payment page answered ${answer.status}: ${await answer.text()}`);
  return next;
};

/**
 * Approves an order on PayPal's page: by the button that leads back to the shop, or by one that leads nowhere.
 * @param how what capturing will give: `completed` unless it says otherwise
 * @returns where the customer is sent next; null where they close the window
 */
export const approveAt = async (
  page: string,
  outcome: 'approve' | 'approve_and_leave',
  how: { capture?: 'completed' | 'pending' | 'declined' } = {},
): Promise<string | null> => {
  const answer = await fetch(page, { method: 'POST', body: JSON.stringify({ outcome, ...how }) });
  if (!answer.ok) throw new Error(`The approval page answered ${answer.status}: ${await answer.text()}`);
  return approved.parse(await answer.json()).redirect;
};

/** The provider's session, or order, that a payment page is about. */
export const sessionOf = (page: string): string => {
  const { pathname, searchParams } = new URL(page);
  return searchParams.get('token') ?? pathname.split('/').at(-1) ?? '';
};

/** The controls of a sandbox that runs at `url`; its index page lists them. */
export const sandboxAt = (url: string) => {
  const control = async (path: string, body: object = {}): Promise<unknown> => {
    const answer = await fetch(`${url}/controls${path}`, { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok)
      throw new Error(`The sandbox answered ${answer.status} to ${path}: ${await answer.text()}`);
    return await answer.json();
  };
  return {
    control,
    /** The latest 50, newest first. */
    deliveries: async (): Promise<Delivery[]> =>
      state.parse(await (await fetch(`${url}/controls`)).json()).deliveries,
    /** The bank confirms, or refuses, a slow payment. */
    settle: async (page: string, end: 'succeed' | 'fail'): Promise<void> => {
      await control(`/sessions/${sessionOf(page)}/${end}`);
    },
    /** The buyer contests what was paid on this page at Stripe. @returns the dispute's id */
    dispute: async (page: string, how: { amount?: number; inquiry?: boolean } = {}): Promise<string> =>
      disputed.parse(await control(`/payments/${sessionOf(page)}/dispute`, how)).id,
    /** The bank decides a dispute at Stripe. */
    decide: async (dispute: string, outcome: 'won' | 'lost' | 'warning_closed'): Promise<void> => {
      await control(`/disputes/${dispute}/close`, { outcome });
    },
    /** Something happens to what was paid on this page at PayPal: `refund`, `reverse`, `dispute`, `complete`, `deny`. */
    paypal: async (page: string, what: string, how: object = {}): Promise<unknown> =>
      await control(`/paypal/captures/${sessionOf(page)}/${what}`, how),
    /** @returns the dispute's id */
    disputeAtPaypal: async (page: string, how: { stage?: 'INQUIRY' | 'CHARGEBACK' } = {}): Promise<string> =>
      contested.parse(await control(`/paypal/captures/${sessionOf(page)}/dispute`, how)).dispute_id,
    resend: async (event: string, how: { asNewEvent?: boolean } = {}): Promise<void> => {
      await control(`/events/${event}/resend`, how);
    },
  };
};

export type SandboxClient = ReturnType<typeof sandboxAt>;
