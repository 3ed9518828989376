import { MINUTE_MS } from '../../../shared/kernel/durations.ts';
import { check, DemoError, until } from './check.ts';
import type { Step } from './scene.ts';

const METER = 'api-calls';
const EVENTS = 10_000;
/** Events of one request at most. */
const PER_REQUEST = 500;
const REQUESTS_AT_ONCE = 4;
const CREDITS = 5000;
const PATIENCE_SECONDS = 90;

/** Shares no factor with EVENTS, so that steps of it meet each event once, far from in order. */
const STRIDE = 3779;

/** An event a minute, the first half of them in the month before. */
const timeOf = (place: number): string =>
  new Date(Date.UTC(2026, 9, 1) + (place - EVENTS / 2) * MINUTE_MS).toISOString();

const eventsFor = (account: string, per: number) => {
  const events = Array.from({ length: EVENTS }, (_, place) => ({
    id: `call-${place + 1}`,
    account,
    meter: METER,
    quantity: 1 + ((place * 7) % 79),
    time: timeOf(place),
  }));
  const sum = events.reduce((units, { quantity }) => units + quantity, 0);
  // All together are whole credits: a fraction lost on the way would be missed at the end.
  return events.map((event, place) =>
    place === 0 ? { ...event, quantity: event.quantity + per - (sum % per) } : event,
  );
};

/** Ten thousand events, of a fraction of a credit each, out of order and every fourth of them twice. */
export const chargeUsage: Step = async ({ account, admin }) => {
  const app = `${account}-app`;
  await admin.credit(app, CREDITS);
  const { creditsPer, per } = await admin.meter(METER);
  const report = async (events: ReturnType<typeof eventsFor>): Promise<void> => {
    const refused = (await admin.reportUsage(events)).filter(({ status }) => status !== 'accepted');
    check(refused.length === 0, `Usage was refused: ${JSON.stringify(refused[0])}`);
  };
  const events = eventsFor(app, per);
  const [last, ...before] = events.flatMap((_, place) => events[(place * STRIDE) % EVENTS] ?? []);
  if (!last) throw new DemoError('There are no events');
  const sent = [...before, ...before.filter((_, place) => place % 4 === 0).toReversed()];
  const requests = Array.from({ length: Math.ceil(sent.length / PER_REQUEST) }, (_, place) =>
    sent.slice(place * PER_REQUEST, (place + 1) * PER_REQUEST),
  ).values();
  const send = async (): Promise<void> => {
    for (const request of requests) await report(request);
  };
  const start = Date.now();
  await Promise.all(Array.from({ length: REQUESTS_AT_ONCE }, send));
  // The usage of an account is charged in the order in which it was reported: after this event, all of it is.
  await report([last]);
  await until(
    `The usage of ${app} is charged`,
    async () => (await admin.usageState(last))?.status === 'charged' || undefined,
    PATIENCE_SECONDS,
  );
  const seconds = (Date.now() - start) / 1000;

  const units = events.reduce((sum, { quantity }) => sum + quantity, 0);
  const expected = (units / per) * creditsPer;
  const entries = (await admin.entries(app)).filter(({ kind }) => kind === 'usage');
  const charged = entries.reduce((sum, { amount }) => sum + amount, 0);
  const { balance } = await admin.account(app);
  check(
    charged === expected && balance === CREDITS - expected,
    `${units} units cost ${expected} credits, but ${charged} were charged: balance ${balance}`,
  );
  return `An app reported ${EVENTS} usage events out of order, and ${sent.length + 1 - EVENTS} of them a second time: ${units} ${METER} in two months. At ${creditsPer} credits for ${per} they cost exactly ${units} × ${creditsPer} ÷ ${per} = ${expected} credits, the sum of ${entries.length} entries: balance ${CREDITS} - ${charged} = ${balance}, ${seconds.toFixed(1)} seconds after the first was reported.`;
};
