import { agencyRequestRoutes } from '../../shared/http/routes/agency/requests.ts';
import { checkoutView } from '../../shared/http/routes/views.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { call } from '../support/api.ts';
import { type Intent, patientContext, pursue } from './intent.ts';
import type { Random } from './random.ts';
import type { System } from './system.ts';
import type { Turns } from './turns.ts';
import { idIn, itsMoneyBack, theQuoted, toCancel, toComeBack, wishes, type Wisher } from './wishes.ts';

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
    // What was refused at the first press may have been done at the second.
    if (second && (!intent.answer || second.status < 300)) intent.answer = second;
    return intent;
  };
  for (let number = 0; number < 6; number += 1) {
    const wisher: Wisher = { system, random, ref, key: `${device}-${number}` };
    await turns.rest(random.pick([0, 0, 10 * MINUTE, 5 * HOUR]));
    const wanted = await ask(random.pick(wishes)(wisher));
    const id = idIn(wanted);
    if (id === undefined) continue;
    if (wanted.kind === 'checkout') {
      const offer = checkoutView.parse(wanted.answer?.body);
      if (offer.url === undefined) continue;
      await turns.rest(random.pick([0, 0, HOUR, 3 * HOUR]));
      system.till.pay(ref, offer);
      if (random.chance(0.4)) await ask(toComeBack(wisher, id));
    }
    if (wanted.kind === 'request' && random.chance(0.2)) await ask(toCancel(wisher, id));
    if (wanted.kind !== 'quote') continue;
    const purchaseId = idIn(await ask(theQuoted(wisher, id)));
    if (purchaseId !== undefined && random.chance(0.5)) await ask(itsMoneyBack(wisher, purchaseId));
  }
};

/** The workers look at their queues every twenty minutes. */
export const workFor = async (system: System, turns: Turns, milliseconds: number): Promise<void> => {
  const end = turns.now + milliseconds * turns.pace;
  while (turns.now < end) {
    await turns.rest(20 * MINUTE);
    await system.work();
  }
};

/** What happens beside the customers: money goes back, providers fail, the schedules come by. */
export const operate = async ({ system, turns, random }: World): Promise<void> => {
  for (let step = 0; step < 8; step += 1) {
    await turns.rest(random.below(8 * HOUR));
    for (const agency of system.agencies) {
      if (random.chance(0.2)) system.line.down.add(agency);
      else system.line.down.delete(agency);
      while (random.chance(0.7)) system.till.change(agency);
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
    await turns.rest(random.below(6 * HOUR));
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
