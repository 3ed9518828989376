import type { Controls } from '@scrip/sandbox/delivery/control-schema';
import type { Provider } from '@scrip/sandbox/provider';
import * as z from 'zod';
import type { Act } from './payments.ts';
import type { ProviderFaults } from './provider-faults.ts';
import type { Random } from './random.ts';

/** How the providers' APIs behave for a while, and how often one of their calls is answered with 500. */
export type Weather = { controls: Partial<Controls>; fails: number };

export const CLEAR: Weather = { controls: {}, fails: 0 };

/** Whoever asks for PayPal's report or disputes is answered. */
export const CLEAR_REPORT: Pick<Controls, 'reportLimit' | 'missingRights'> = {
  reportLimit: 10_000,
  missingRights: [],
};

export const drawWeather = (random: Random, drawn: ProviderFaults): Weather => ({
  fails: drawn.has('kept_answers') ? random.pick([0, 0.02, 0.1]) : 0,
  controls: {
    ...(drawn.has('kept_answers') && { keepRefusals: random.chance(0.5) }),
    ...(drawn.has('minimal_captures') && { minimalCaptures: random.chance(0.5) }),
    ...(drawn.has('older_events') && {
      stripeVersion: random.pick([null, '2024-06-20', '2022-08-01']),
    }),
    ...(drawn.has('refused_reports') && {
      reportLimit: random.pick([10_000, 20, 5]),
      missingRights: random.chance(0.3) ? [random.pick(['transaction_search', 'disputes'] as const)] : [],
    }),
  },
});

/** @param key of the account, at either provider */
export const sellElsewhere = (providers: readonly Provider[], key: string): void => {
  const mug = { amount: 500, currency: 'eur', reference: 'order 4711', invoice: undefined, metadata: {} };
  for (const provider of providers) provider.payInBulk(key, [mug], true);
};

const events = z.object({ data: z.array(z.object({ id: z.string() })) });

/** Sends a ping, or a copy of the last event as another account or mode has it. */
export const stray = (act: Act, random: Random, key: string): void => {
  const send = (path: string, body: object): unknown =>
    act('POST', `/controls/${path}`, { body: JSON.stringify(body) });
  const headers = { authorization: `Bearer ${key}` };
  const [last] = events.parse(act('GET', '/v1/events?limit=1', { headers })).data;
  if (last === undefined || random.chance(0.3)) send('thin', { key });
  else send(`events/${last.id}/copy`, random.pick([{ account: 'acct_connected' }, { livemode: true }]));
};
