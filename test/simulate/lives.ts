import { agencyRequestRoutes } from '../../shared/http/routes/agency/requests.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { checkoutItem } from '../../shared/table/items/checkout.ts';
import { checkoutKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { call } from '../support/api.ts';
import { type Intent, patientContext, pursue } from './intent.ts';
import type { Random } from './random.ts';
import type { System } from './system.ts';
import type { Turns } from './turns.ts';
import { idIn, itsMoneyBack, theQuoted, toCancel, wishes, type Wisher } from './wishes.ts';

type World = { system: System; turns: Turns; random: Random };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A customer's days at one device: wanting something, asking again where there was no answer, sometimes. */
export const live = async (
  { system, turns, random }: World,
  ref: AccountRef,
  device: string,
  intents: Intent[],
): Promise<void> => {
  const ask = async (intent: Intent): Promise<Intent> => {
    intents.push(intent);
    // Impatient people press twice.
    const pressed = random.chance(0.2) ? [intent, { ...intent }] : [intent];
    const times = 1 + random.below(3);
    await Promise.all(pressed.map(async (one) => await pursue(turns, one, times)));
    const second = pressed[1]?.answer;
    if (second && !intent.answer) intent.answer = second;
    return intent;
  };
  for (let number = 0; number < 6; number += 1) {
    const wisher: Wisher = { system, random, ref, key: `${device}-${number}` };
    await turns.sleep(random.pick([0, 0, 10 * MINUTE, 5 * HOUR]));
    const wanted = await ask(random.pick(wishes)(wisher));
    const id = idIn(wanted);
    if (id === undefined) continue;
    if (wanted.kind === 'checkout') await payFor(system, ref, id);
    if (wanted.kind === 'request' && random.chance(0.2)) await ask(toCancel(wisher, id));
    if (wanted.kind !== 'quote') continue;
    const purchaseId = idIn(await ask(theQuoted(wisher, id)));
    if (purchaseId !== undefined && random.chance(0.5)) await ask(itsMoneyBack(wisher, purchaseId));
  }
};

const payFor = async ({ ledger, providers }: System, ref: AccountRef, id: string): Promise<void> => {
  const checkout = await readOne(ledger.table, checkoutKey(ref, id), checkoutItem).catch(() => undefined);
  if (checkout) providers.get(ref.agency)?.pay(checkout);
};

/** The workers look at their queues every twenty minutes. */
export const workFor = async (system: System, turns: Turns, milliseconds: number): Promise<void> => {
  const end = turns.now + milliseconds;
  while (turns.now < end) {
    await turns.sleep(20 * MINUTE);
    await system.work();
  }
};

/** What happens beside the customers: money goes back, providers fail, the schedules come by. */
export const operate = async ({ system, turns, random }: World): Promise<void> => {
  for (let step = 0; step < 8; step += 1) {
    await turns.sleep(random.below(8 * HOUR));
    for (const provider of system.providers.values()) {
      provider.isDown = random.chance(0.2);
      if (random.chance(0.5)) provider.change();
    }
    if (random.chance(0.3)) await system.reconcile('recent');
    if (random.chance(0.3)) await system.sweep();
  }
};

/** Somebody at the agencies decides what they come across, and sometimes what they may not, or twice. */
export const decide = async (
  { system, turns, random }: World,
  person: string,
  intents: readonly Intent[],
): Promise<void> => {
  for (let step = 0; step < 10; step += 1) {
    await turns.sleep(random.below(6 * HOUR));
    const pending = intents.filter((intent) => intent.kind === 'request' && idIn(intent) !== undefined);
    const [first, ...others] = pending;
    if (!first) continue;
    const chosen = random.pick([first, ...others]);
    const request = {
      caller: {
        agency_id: chosen.ref.agency,
        sub: random.chance(0.1) ? chosen.ref.account : person,
        roles: '[finance]',
      },
      params: { requestId: idIn(chosen) ?? '' },
      body: { approve: random.chance(0.8), step: random.pick(['review', 'finance']), note: 'seen' },
    };
    await turns.start(
      'agency',
      async () => await call(system.decisions, agencyRequestRoutes.decideRequest, request, patientContext),
      true,
    );
  }
};
