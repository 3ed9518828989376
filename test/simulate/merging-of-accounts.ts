import type { AccountRef } from '../../shared/kernel/ids.ts';
import { HOUR_MS, MINUTE_MS } from '../../shared/kernel/durations.ts';
import { mergeRoutes } from '../../shared/http/routes/agency/merges.ts';
import { requestsOf } from '../../shared/credit-requests/every-request.ts';
import { buyQuoted, payCheckout } from './buying.ts';
import { decideOn, requestsIn } from './deciding.ts';
import { type Intent, press } from './intent.ts';
import type { World } from './lives.ts';
import { callerOf } from './office.ts';
import { allowsTransfers } from './store.ts';
import type { System } from './system.ts';
import type { Turns } from './turns.ts';
import { idIn, toCancel, toSend, wishesWhileMerging, type Wisher } from './wishes.ts';

/** The account of each agency that merges into the first one. */
export const MERGING = 'cleo';

/** The account that it merges into. */
export const heirOfMerging = (ref: AccountRef): AccountRef => ({ ...ref, account: 'anna' });

export const isMerging = ({ account }: AccountRef): boolean => account === MERGING;

/**
 * Days of a customer whose account merges at some time, without anybody telling their device: buying, spending, and getting
 * credits from a friend go on.
 */
export const liveOn = async (
  { system, turns, random }: World,
  { ref, friend }: { ref: AccountRef; friend: AccountRef },
  intents: Intent[],
): Promise<void> => {
  const ask = async (intent: Intent): Promise<Intent> => {
    intents.push(intent);
    await press(turns, random, intent);
    return intent;
  };
  for (let number = 0; number < 8; number += 1) {
    const wisher: Wisher = { system, random, ref, key: `watch-${number}` };
    await turns.rest(random.pick([0, 10 * MINUTE_MS, 3 * HOUR_MS, 5 * HOUR_MS]));
    if (allowsTransfers(ref.agency) && random.chance(0.4))
      await ask(toSend({ ...wisher, ref: friend, key: `to-${MERGING}-${number}` }, [ref]));
    const wanted = await ask(random.pick(wishesWhileMerging)(wisher));
    const id = idIn(wanted);
    if (id === undefined) continue;
    if (wanted.kind === 'checkout') await payCheckout({ system, turns, random }, wisher, wanted, ask);
    if (wanted.kind === 'quote') await buyQuoted(wisher, id, ask);
    if (wanted.kind === 'request' && random.chance(0.2)) await ask(toCancel(wisher, id));
  }
};

/**
 * Somebody at the agency merges it into another account, at some time of the first day, and asks again until that is done. At the
 * same moment what the account asked for is decided.
 */
export const mergeInto = async (
  world: World,
  ref: AccountRef,
  into: AccountRef,
  intents: Intent[],
): Promise<void> => {
  const { system, turns, random } = world;
  await turns.rest(random.below(20 * HOUR_MS));
  const clerk = { system, turns, random, person: 'mona', ref, key: 'merge', thinks: 0 };
  const merging: Intent = {
    kind: 'merge',
    ref,
    handler: system.agency,
    route: mergeRoutes.mergeAccount,
    request: { ...callerOf(clerk), params: { accountId: ref.account }, body: { into: into.account } },
  };
  intents.push(merging);
  const decideMeanwhile = async (): Promise<void> => {
    const asked = requestsIn(intents).filter((intent) => intent.ref === ref);
    for (const request of asked) await decideOn(world, 'vera', request);
    await system.takeDecisions();
  };
  await Promise.all([press(turns, random, merging), decideMeanwhile()]);
  await lookForPending(system, turns, merging);
  for (const id of system.invoicesOf(ref)) system.addInvoice(into, id);
};

/** Once a merge was answered as done, no request is pending in the account that merged. */
export const lookForPending = async (
  { ledger, leftBehind }: System,
  turns: Turns,
  { ref, answer }: Intent,
): Promise<void> => {
  if (answer?.status !== 200) return;
  const requests = await turns.take(async () => await requestsOf(ledger.table, ref));
  const pending = requests.filter(({ status, account }) => status === 'pending' && account === ref.account);
  leftBehind.push(...pending.map(({ id }) => `${ref.agency}: request ${id} did not move with its account`));
};
