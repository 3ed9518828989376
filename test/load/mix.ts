import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { newCode } from '../../shared/store/promo-code.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { storeRoutes } from '../../shared/http/routes/store.ts';
import { randomId } from '../../shared/kernel/ids.ts';
import type { Player } from './player.ts';

type Step = (player: Player) => Promise<unknown>;

const identified = z.object({ id: z.string() });

/** What the local stack's catalogue has. */
const WARES = [
  { productId: 'palette' },
  { productId: 'forest' },
  { productId: 'grid' },
  { productId: 'brushes', variantId: 'standard' },
] as const;
const SERVICE = { id: 'consulting-hour', credits: 90 };

const LARGEST_SPEND = 20;

/** The part of purchases that is not given back: of the others there is something to buy again. */
const KEPT = 0.05;

const pick = <Item>(items: readonly Item[]): Item | undefined =>
  items[Math.floor(Math.random() * items.length)];

const newSpend = () => ({
  key: randomId('key'),
  body: { amount: 1 + Math.floor(Math.random() * LARGEST_SPEND), reference: 'load' },
  expected: ['insufficient_credits'] as const,
});

const spendTwice: Step = async ({ asCustomer }) => {
  const request = newSpend();
  const first = await asCustomer('spend', accountRoutes.createSpend, request);
  if (!first) return;
  await asCustomer('spend, repeated', accountRoutes.createSpend, {
    ...request,
    check: ({ headers, body }) => {
      if (headers.get('idempotent-replayed') !== 'true') return 'not marked as a replay';
      return isDeepStrictEqual(body, first.body) ? undefined : 'another answer than the first';
    },
  });
};

const buy: Step = async ({ asCustomer }) => {
  const quote = await asCustomer('quote', storeRoutes.createQuote, {
    body: pick(WARES) ?? WARES[0],
    expected: ['already_owned', 'quote_limit'],
  });
  if (!quote) return;
  const purchase = await asCustomer('purchase', storeRoutes.createPurchase, {
    key: randomId('key'),
    body: { quoteId: identified.parse(quote.body).id },
    expected: ['already_owned', 'insufficient_credits'],
  });
  if (!purchase || Math.random() < KEPT) return;
  const { id: purchaseId } = identified.parse(purchase.body);
  await asCustomer('purchase given back', storeRoutes.refundPurchase, { params: { purchaseId } });
};

/** What is played, and how often out of all weights together. */
const STEPS: readonly { weight: number; play: Step }[] = [
  { weight: 40, play: ({ asCustomer }) => asCustomer('balance', accountRoutes.getAccount) },
  { weight: 12, play: ({ asCustomer }) => asCustomer('history page', accountRoutes.listEntries) },
  { weight: 10, play: ({ asCustomer }) => asCustomer('products page', storeRoutes.listProducts) },
  { weight: 12, play: ({ asCustomer }) => asCustomer('spend', accountRoutes.createSpend, newSpend()) },
  { weight: 6, play: spendTwice },
  { weight: 8, play: buy },
  {
    weight: 4,
    play: ({ asCustomer }) =>
      asCustomer('order', storeRoutes.createOrder, {
        params: { serviceId: SERVICE.id },
        key: randomId('key'),
        body: { credits: SERVICE.credits },
        expected: ['insufficient_credits'],
      }),
  },
  {
    weight: 2,
    play: ({ asCustomer }) =>
      asCustomer('wrong code', storeRoutes.createRedemption, {
        key: randomId('key'),
        body: { code: newCode('0000').shown },
        expected: ['code_invalid', 'too_many_attempts'],
        check: () => 'a code that there is not was redeemed',
      }),
  },
  { weight: 3, play: ({ asCustomer }) => asCustomer('statement', accountRoutes.getStatement) },
  { weight: 3, play: ({ asAgency }) => asAgency('accounts page', agencyRoutes.listAccounts) },
];

const TOTAL = STEPS.reduce((sum, { weight }) => sum + weight, 0);

/** Takes one step, at random by weight. */
export const playStep = async (player: Player): Promise<void> => {
  let left = Math.random() * TOTAL;
  const step = STEPS.find(({ weight }) => (left -= weight) < 0);
  await step?.play(player);
};
