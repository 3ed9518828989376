import { check, DemoError, until } from './check.ts';
import type { Step } from './scene.ts';

const METER = 'messages';
const PRICE = { creditsPer: 1, per: 16 };
const EVENTS = 1000;
/** Events of one request at most. */
const PER_REQUEST = 500;
const CREDITS = 500;

/** A thousand events of a meter whose entries are batches: few entries, and each event is found all the same. */
export const chargeInBatches: Step = async ({ account, admin }) => {
  const bot = `${account}-bot`;
  await admin.credit(bot, CREDITS);
  await admin.createMeter(METER, { ...PRICE, name: 'Messages', unit: 'message', entries: 'batch' });
  const events = Array.from({ length: EVENTS }, (_, place) => ({
    id: `message-${place + 1}`,
    account: bot,
    meter: METER,
    quantity: 1 + (place % 9),
    time: new Date(Date.UTC(2026, 9, 1) + place).toISOString(),
  }));
  for (let from = 0; from < EVENTS; from += PER_REQUEST)
    await admin.reportUsage(events.slice(from, from + PER_REQUEST));
  const [last] = events.slice(-1);
  if (!last) throw new DemoError('There are no events');
  const state = await until(`The usage of ${bot} is charged`, async () => await admin.usageState(last));

  const entries = (await admin.entries(bot)).filter(({ kind }) => kind === 'usage');
  const kept = (
    await Promise.all(entries.map(async ({ reference }) => await admin.usageBatch(bot, reference)))
  ).flat();
  const units = events.reduce((sum, { quantity }) => sum + quantity, 0);
  const credits = Math.floor((units / PRICE.per) * PRICE.creditsPer);
  const { balance } = await admin.account(bot);
  const isKept = new Set(kept.map(({ id }) => id)).size === EVENTS && kept.length === EVENTS;
  check(
    isKept &&
      kept.reduce((sum, event) => sum + event.credits, 0) === credits &&
      balance === CREDITS - credits,
    `${units} units cost ${credits} credits, but ${kept.length} events are kept, and the balance is ${balance}`,
  );
  return `A bot reported ${EVENTS} events of a meter whose entries are batches: ${entries.length} ${entries.length === 1 ? 'entry' : 'entries'} for all, ${credits} credits for ${units} ${METER}. The bucket keeps the ${kept.length} events, and ${last.id} is found by its ID: ${state.status}.`;
};
