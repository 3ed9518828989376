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

/** The provider's session that a payment page is about. */
export const sessionOf = (page: string): string => new URL(page).pathname.split('/').at(-1) ?? '';

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
    resend: async (event: string, how: { asNewEvent?: boolean } = {}): Promise<void> => {
      await control(`/events/${event}/resend`, how);
    },
  };
};

export type SandboxClient = ReturnType<typeof sandboxAt>;
