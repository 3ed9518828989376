import * as z from 'zod';
import { usageRoutes } from '../../shared/http/routes/agency/usage.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { HOUR_MS, MINUTE_MS } from '../../shared/kernel/durations.ts';
import { accountId, type AccountRef } from '../../shared/kernel/ids.ts';
import { usageEvent } from '../../shared/table/items/usage-event.ts';
import type { ReportedEvent } from '../../shared/usage/take-usage.ts';
import { type Intent, press } from './intent.ts';
import type { World } from './lives.ts';
import type { Random } from './random.ts';

/** When units were used: at the end and the beginning of months, long ago, and a while ago. */
const TIMES = [
  '2026-01-31T23:59:59.999Z',
  '2026-02-01T00:00:00.000Z',
  '2026-02-28T23:59:30.000Z',
  '2026-03-01T00:00:10.000Z',
  '2026-03-01T00:00:20.000Z',
] as const;

/** Few ids at a few times, so that much comes again, and under one id what was used at another time. */
const MAX_IDS = 8;

/** One account, id and time is always the same event. */
const anEvent = ({ system, turns, random }: World, ref: AccountRef): ReportedEvent => {
  const number = random.below(MAX_IDS);
  const recently = instant(turns.now - (turns.now % (6 * HOUR_MS)) - MINUTE_MS);
  const time = random.pick([...TIMES, recently, recently]);
  const kind = number + time.length + Number(time.slice(9, 10));
  const spender = number % 4 === 0 ? system.spenderOf(ref) : undefined;
  return {
    id: `use-${number}`,
    account: ref.account,
    meter: kind % 2 === 0 ? 'calls' : 'bytes',
    quantity: 1 + ((number * 37 + kind * 11) % 60),
    time,
    ...(spender !== undefined && { spender }),
  };
};

/** An order of its own. */
const shuffled = <Item>(items: readonly Item[], random: Random): Item[] =>
  items
    .map((item) => ({ item, place: random.next() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item);

/** The events of a report. */
export const eventsOf = ({ request: { body } }: Intent): ReportedEvent[] => reports.parse(body).events;

const reports = z.object({ events: z.array(usageEvent.extend({ account: accountId })) });

/** Whether some events of a report are not queued: who reported them has to do so again. */
export const isPartlyQueued = ({ kind, answer }: Intent): boolean =>
  kind === 'usage' && answer?.status === 202 && JSON.stringify(answer.body).includes('"not_queued"');

/** Two days of a program that reports what an agency's customers have used: late, in any order, and some of it again. */
export const report = async (
  world: World,
  refs: readonly [AccountRef, ...AccountRef[]],
  intents: Intent[],
): Promise<void> => {
  const { system, turns, random } = world;
  const [{ agency }] = refs;
  let before: readonly ReportedEvent[] = [];
  for (let step = 0; step < 5; step += 1) {
    await turns.rest(random.below(16 * HOUR_MS));
    const some = Array.from({ length: 1 + random.below(8) }, () => anEvent(world, random.pick(refs)));
    const again = random.chance(0.4) ? before : [];
    const intent: Intent = {
      kind: 'usage',
      ref: refs[0],
      handler: system.metering.handler,
      route: usageRoutes.reportUsage,
      request: {
        caller: { agency, actor: 'sender' },
        body: { events: shuffled([...some, ...again], random) },
      },
    };
    intents.push(intent);
    await press(turns, random, intent);
    before = some;
  }
};
