import { isDeepStrictEqual } from 'node:util';
import {
  captureHold,
  type Client,
  createHold,
  createOrder,
  createPurchase,
  createQuote,
  createRedemption,
  createSpend,
  getAccount,
  getStatement,
  listAccounts,
  listEntries,
  listProducts,
  refundPurchase,
  releaseHold,
  reportUsage,
} from '@scrip/client';
import { newCode } from '../../shared/store/promo-code.ts';
import { randomId } from '../../shared/kernel/ids.ts';
import type { Player } from './player.ts';

type Step = (player: Player) => Promise<unknown>;

/** What the local stack's catalogue has. */
const WARES = [
  { productId: 'palette' },
  { productId: 'forest' },
  { productId: 'grid' },
  { productId: 'brushes', variantId: 'standard' },
] as const;
const SERVICE = { id: 'consulting-hour', credits: 90 };

const METER = 'api-calls';

const LARGEST_SPEND = 20;

/** Longer than any request takes; nothing is left held by a run that ends. */
const HOLD_SECONDS = 600;
const RELEASED = 0.3;

/** A fraction of a credit each. */
const USED_UNITS = 130;
const LARGEST_BATCH = 20;

/** The part of purchases that is not given back: of the others there is something to buy again. */
const KEPT = 0.05;

const pick = <Item>(items: readonly Item[]): Item | undefined =>
  items[Math.floor(Math.random() * items.length)];

const newSpend = () => ({ amount: 1 + Math.floor(Math.random() * LARGEST_SPEND), reference: 'load' });

const spendOnce: Step = ({ asCustomer }) =>
  asCustomer('spend', (scrip) => scrip.call(createSpend, { body: newSpend() }), {
    expected: ['insufficient_credits'],
  });

const spendTwice: Step = async ({ asCustomer }) => {
  const [body, idempotencyKey] = [newSpend(), randomId('key')];
  const send = (scrip: Client<'customer'>) => scrip.call(createSpend, { body }, { idempotencyKey });
  const first = await asCustomer('spend', send, { expected: ['insufficient_credits'] });
  if (!first) return;
  await asCustomer('spend, repeated', send, {
    check: ({ headers, value }) => {
      if (headers.get('idempotent-replayed') !== 'true') return 'not marked as a replay';
      return isDeepStrictEqual(value, first) ? undefined : 'another answer than the first';
    },
  });
};

const buy: Step = async ({ asCustomer }) => {
  const ware = pick(WARES) ?? WARES[0];
  const quote = await asCustomer('quote', (scrip) => scrip.call(createQuote, { body: ware }), {
    expected: ['already_owned', 'quote_limit'],
  });
  if (!quote) return;
  const purchase = await asCustomer(
    'purchase',
    (scrip) => scrip.call(createPurchase, { body: { quoteId: quote.id } }),
    { expected: ['already_owned', 'insufficient_credits'] },
  );
  if (!purchase || Math.random() < KEPT) return;
  await asCustomer('purchase given back', (scrip) =>
    scrip.call(refundPurchase, { params: { purchaseId: purchase.id } }),
  );
};

/** Most holds are captured in part, as what they are for cost less; the others are released. */
const hold: Step = async ({ asCustomer }) => {
  const { amount, reference } = newSpend();
  const held = await asCustomer(
    'hold',
    (scrip) => scrip.call(createHold, { body: { amount, reference, seconds: HOLD_SECONDS } }),
    { expected: ['insufficient_credits', 'hold_limit'] },
  );
  if (!held) return;
  const params = { holdId: held.id };
  if (Math.random() < RELEASED)
    await asCustomer('hold released', (scrip) => scrip.call(releaseHold, { params }));
  else
    await asCustomer('hold captured', (scrip) =>
      scrip.call(captureHold, { params, body: { amount: Math.ceil(amount / 2) } }),
    );
};

/** Reports what the customer used, in each batch a part of it twice. */
const use: Step = async ({ customer: { account }, asAgency }) => {
  const time = new Date().toISOString();
  const event = () => ({ id: randomId('call'), account, meter: METER, quantity: USED_UNITS, time });
  const events = Array.from({ length: 1 + Math.floor(Math.random() * LARGEST_BATCH) }, event);
  await asAgency(
    'usage',
    (scrip) => scrip.call(reportUsage, { body: { events: [...events, ...events.slice(0, 2)] } }),
    {
      check: ({ value }) =>
        value.events.every(({ status }) => status === 'accepted') ? undefined : 'usage was not queued',
    },
  );
};

/** What is played, and how often out of all weights together. */
const STEPS: readonly { weight: number; play: Step }[] = [
  { weight: 40, play: ({ asCustomer }) => asCustomer('balance', (scrip) => scrip.call(getAccount)) },
  { weight: 12, play: ({ asCustomer }) => asCustomer('history page', (scrip) => scrip.call(listEntries)) },
  { weight: 10, play: ({ asCustomer }) => asCustomer('products page', (scrip) => scrip.call(listProducts)) },
  { weight: 12, play: spendOnce },
  { weight: 6, play: spendTwice },
  { weight: 8, play: buy },
  { weight: 8, play: hold },
  { weight: 4, play: use },
  {
    weight: 4,
    play: ({ asCustomer }) =>
      asCustomer(
        'order',
        (scrip) =>
          scrip.call(createOrder, {
            params: { serviceId: SERVICE.id },
            body: { credits: SERVICE.credits },
          }),
        { expected: ['insufficient_credits'] },
      ),
  },
  {
    weight: 2,
    play: ({ asCustomer }) =>
      asCustomer(
        'wrong code',
        (scrip) => scrip.call(createRedemption, { body: { code: newCode('0000').shown } }),
        {
          expected: ['code_invalid', 'too_many_attempts'],
          check: () => 'a code that there is not was redeemed',
        },
      ),
  },
  { weight: 3, play: ({ asCustomer }) => asCustomer('statement', (scrip) => scrip.call(getStatement)) },
  { weight: 3, play: ({ asAgency }) => asAgency('accounts page', (scrip) => scrip.call(listAccounts)) },
];

const TOTAL = STEPS.reduce((sum, { weight }) => sum + weight, 0);

/** Takes one step, at random by weight. */
export const playStep = async (player: Player): Promise<void> => {
  let left = Math.random() * TOTAL;
  const step = STEPS.find(({ weight }) => (left -= weight) < 0);
  await step?.play(player);
};
