import * as z from 'zod';
import { HOUR_MS } from '../../shared/kernel/durations.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { storeRoutes } from '../../shared/http/routes/store.ts';
import type { Intent } from './intent.ts';
import { keyed, type Wisher } from './wishes.ts';

const toGive = ({ system: { store: handler }, random, ref, key }: Wisher): Intent => ({
  kind: 'gift',
  ref,
  handler,
  route: storeRoutes.createGift,
  request: keyed(`${key}-gift`, { amount: 1 + random.below(40), days: random.pick([1, 2]) }),
});

const toRedeem = ({ system: { store: handler }, ref, key }: Wisher, code: string): Intent => ({
  kind: 'redeemed_gift',
  ref,
  handler,
  route: storeRoutes.createRedemption,
  request: keyed(`${key}-from-gift`, { code }),
});

const toTakeBack = ({ system: { store: handler }, ref }: Wisher, giftId: string): Intent => ({
  kind: 'returned_gift',
  ref,
  handler,
  route: storeRoutes.takeBackGift,
  request: { params: { giftId } },
});

const given = z.object({ gift: z.object({ id: z.string(), code: z.string().optional() }) });

/** The id of the gift that an answer made; undefined where it made none. */
export const giftIn = ({ kind, answer }: Intent): z.infer<typeof given>['gift'] | undefined =>
  kind === 'gift' && answer?.status === 201 ? given.parse(answer.body).gift : undefined;

/**
 * Somebody turns credits into a code. Then, at one moment, some of its recipients, its giver and the sweeper want to end it.
 * @param everybody all accounts that there are
 */
export const give = async (
  wisher: Wisher,
  everybody: readonly AccountRef[],
  ask: (intent: Intent) => Promise<Intent>,
  rest: (milliseconds: number) => Promise<void>,
): Promise<void> => {
  const { system, random, ref } = wisher;
  const gift = giftIn(await ask(toGive(wisher)));
  const code = gift?.code;
  if (!gift || code === undefined) return;
  await rest(random.pick([0, 0, 3 * HOUR_MS, 24 * HOUR_MS]));
  const recipients = everybody.filter(({ agency }) => agency === ref.agency);
  const ends = [
    ...recipients.map((recipient) => toRedeem({ ...wisher, ref: recipient }, code)),
    toTakeBack(wisher, gift.id),
  ];
  await Promise.all([
    ...ends.filter(() => random.chance(0.6)).map(ask),
    ...(random.chance(0.3) ? [system.sweep()] : []),
  ]);
};
