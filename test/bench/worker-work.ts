import { newSecret } from '../../shared/events/signing-secrets.ts';
import { startReceiver } from '../../infra/local/demo/receiver.ts';
import { promoCodeRoutes } from '../../shared/http/routes/agency/promo-codes.ts';
import { webhookRoutes } from '../../shared/http/routes/webhooks.ts';
import { instant } from '../../shared/kernel/clock.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { apiEvent } from '../support/api.ts';
import { putEndpoint, someEvent } from '../support/endpoints.ts';
import { signed, stripeEvent, stripeSecret } from '../support/stripe.ts';
import { READ_MS, TRANSACTION_MS } from '../../infra/cost/operation.ts';
import {
  batch,
  batchesOf,
  changes,
  CHANGES,
  decisions,
  leaveExpired,
  MESSAGES,
  payments,
} from './batches.ts';
import type { Work } from './lambda-alone.ts';
import { DAY_MS } from '../../shared/kernel/durations.ts';

const ENDPOINTS = 10;
/** Assumed milliseconds until a queue accepts a message, and until an endpoint answers. */
const SEND_MS = 10;
const ANSWER_MS = 300;

const EXPIRED_ACCOUNTS = 300;

type Worker =
  | 'agency'
  | 'webhooks'
  | 'payment-worker'
  | 'credit-request-worker'
  | 'publisher'
  | 'event-sender'
  | 'sweeper';

/** What agencies, providers, queues, the stream and the schedule have Lambdas do, and a way to end who receives it. */
export const workerWork = async (
  ledger: Ledger,
  agency: string,
  secrets: { put: (kind: 'endpoints' | 'webhooks', value: object) => void },
): Promise<{ works: Record<Worker, Work[]>; stop: () => Promise<void> }> => {
  const receiver = await startReceiver();
  const { id: endpoint } = await putEndpoint(ledger, agency, { url: receiver.url });
  const signing = newSecret(instant(Date.now() - DAY_MS));
  receiver.trust(signing.secret);
  secrets.put('endpoints', { [endpoint]: [signing] });
  secrets.put('webhooks', { stripe: [stripeSecret] });
  const ref = { agency: `${agency}-ref`, account: 'customer' };
  for (let place = 0; place < ENDPOINTS; place += 1) await putEndpoint(ledger, ref.agency);
  await leaveExpired(ledger, agency, EXPIRED_ACCOUNTS);

  // Of these the first ones warm up.
  const changed: object[] = [];
  while (changed.length < 8) changed.push(await changes(ledger, ref));

  const works: Record<Worker, Work[]> = {
    agency: [
      {
        name: '1,000 promo codes',
        events: Array.from({ length: 4 }, (_, place) =>
          apiEvent(promoCodeRoutes.createPromoCodes, {
            caller: { agency, actor: 'admin' },
            headers: { 'idempotency-key': `codes-${place}` },
            body: { name: 'Spring sale', credits: 5, codes: 1000 },
          }),
        ),
      },
    ],
    webhooks: [
      {
        name: 'an event from Stripe',
        waits: SEND_MS,
        events: Array.from({ length: 200 }, () => {
          const { payload, signature } = signed(stripeEvent('checkout.session.completed'));
          return apiEvent(webhookRoutes.receiveWebhook, {
            params: { agencyId: agency, provider: 'stripe' },
            headers: { 'stripe-signature': signature },
            raw: payload,
          });
        }),
      },
    ],
    'payment-worker': [
      {
        name: `${MESSAGES} payments`,
        waits: MESSAGES * (READ_MS + TRANSACTION_MS),
        events: await batchesOf(16, payments(ledger, agency)),
      },
    ],
    'credit-request-worker': [
      { name: `${MESSAGES} decisions`, events: await batchesOf(12, decisions(ledger, agency)) },
    ],
    publisher: [
      {
        name: `${CHANGES} changes for ${ENDPOINTS} endpoints`,
        events: changed,
      },
    ],
    'event-sender': [
      {
        name: 'an event for an endpoint',
        waits: 2 * READ_MS + ANSWER_MS,
        events: Array.from({ length: 36 }, (_, place) =>
          batch([{ agency, endpoint, event: someEvent(agency, place) }]),
        ),
      },
    ],
    sweeper: [
      { name: `${EXPIRED_ACCOUNTS} accounts with expired credits`, events: [{ sweep: 'expired', agency }] },
    ],
  };
  return { works, stop: () => receiver.stop() };
};
