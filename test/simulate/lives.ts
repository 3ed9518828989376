import type { AccountRef } from '../../shared/kernel/ids.ts';
import { buyQuoted, payCheckout } from './buying.ts';
import { awaitedBy, type Intent, press } from './intent.ts';
import { give } from './gifts.ts';
import { act, toPrice, toProgress } from './office.ts';
import { allowsTransfers } from './store.ts';
import { toPry } from './prying.ts';
import type { Random } from './random.ts';
import type { System } from './system.ts';
import type { Turns } from './turns.ts';
import {
  idIn,
  toCancel,
  toCancelOrder,
  toCapture,
  toDecide,
  toRelease,
  toSend,
  wishesOf,
  type Wisher,
} from './wishes.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/kernel/durations.ts';

/** A deployment, its time, and its chances. */
export type World = { system: System; turns: Turns; random: Random };

/**
 * A customer's days at one device: wanting something, asking again where there was no answer, sometimes.
 * @param everybody all accounts that there are
 */
export const live = async (
  { system, turns, random }: World,
  ref: AccountRef,
  device: string,
  intents: Intent[],
  everybody: readonly AccountRef[],
): Promise<void> => {
  const ask = async (intent: Intent): Promise<Intent> => {
    if (device === 'phone' && intent.kind !== 'prying') intent.spender = system.spenderOf(intent.ref);
    intents.push(intent);
    await press(turns, random, intent);
    const approvalId = awaitedBy(intent);
    if (approvalId !== undefined && random.chance(0.6)) {
      const owner: Wisher = { system, random, ref, key: device };
      const decisions = [
        toDecide(owner, approvalId),
        ...(random.chance(0.3) ? [toDecide(owner, approvalId)] : []),
      ];
      intents.push(...decisions);
      await Promise.all(decisions.map(async (decision) => await press(turns, random, decision)));
      delete intent.answer;
      await press(turns, random, intent);
    }
    return intent;
  };
  for (let number = 0; number < 6; number += 1) {
    const wisher: Wisher = { system, random, ref, key: `${device}-${number}` };
    await turns.rest(random.pick([0, 0, 10 * MINUTE_MS, 5 * HOUR_MS]));
    const prying = random.chance(0.2) ? toPry(wisher, intents, everybody) : undefined;
    if (prying) await ask(prying);
    if (allowsTransfers(ref.agency) && random.chance(0.4)) await ask(toSend(wisher, everybody));
    if (allowsTransfers(ref.agency) && random.chance(0.3))
      await give(wisher, everybody, ask, async (milliseconds) => await turns.rest(milliseconds));
    const wanted = await ask(random.pick(wishesOf(ref))(wisher));
    const id = idIn(wanted);
    if (id === undefined) continue;
    if (wanted.kind === 'checkout') await payCheckout({ system, turns, random }, wisher, wanted, ask);
    if (wanted.kind === 'hold') {
      for (let step = 0; step < 2; step += 1) {
        await turns.rest(random.pick([0, 0, 10 * MINUTE_MS, 4 * HOUR_MS]));
        const again = { ...wisher, key: `${wisher.key}-${step}` };
        await ask(random.chance(0.7) ? toCapture(again, id) : toRelease(again, id));
      }
    }
    if (wanted.kind === 'held_order') {
      for (let step = 0; step < 2; step += 1) {
        await turns.rest(random.pick([0, 0, HOUR_MS, 9 * HOUR_MS]));
        const key = `${wisher.key}-${step}`;
        const clerk = { system, turns, random, person: `${ref.account}-${device}`, ref, key, thinks: 0 };
        if (random.chance(0.3)) await ask(toCancelOrder(wisher, id));
        else await act(clerk, intents, toProgress(id));
      }
    }
    if (wanted.kind === 'request' && random.chance(0.2)) await ask(toCancel(wisher, id));
    if (wanted.kind !== 'quote') continue;
    // While they think it over, the price goes up or down: theirs was locked.
    const person = `${ref.account}-${device}`;
    const clerk = { system, turns, random, person, ref, key: wisher.key, thinks: 0 };
    if (random.chance(0.3)) await act(clerk, intents, toPrice);
    await buyQuoted(wisher, id, ask);
  }
};

/** The workers look at their queues every twenty minutes. */
export const workFor = async (system: System, turns: Turns, milliseconds: number): Promise<void> => {
  const end = turns.now + milliseconds * turns.pace;
  while (turns.now < end) {
    await turns.rest(20 * MINUTE_MS);
    await system.work();
  }
};

/** What happens beside the customers: money goes back, providers fail, the schedules come by. */
export const operate = async ({ system, turns, random }: World): Promise<void> => {
  for (let step = 0; step < 8; step += 1) {
    await turns.rest(random.below(8 * HOUR_MS));
    for (const agency of system.agencies) {
      if (random.chance(0.2)) system.line.down.add(agency);
      else system.line.down.delete(agency);
      while (random.chance(0.7)) {
        system.till.change(agency);
        // Providers write seconds: what happens within one has no order.
        await turns.rest(2 * SECOND_MS);
      }
      system.disturb(agency);
    }
    system.pipeline.listener.isDown = random.chance(0.3);
    if (random.chance(0.3)) await system.reconcile('recent');
    if (random.chance(0.3)) await system.sweep();
  }
};
