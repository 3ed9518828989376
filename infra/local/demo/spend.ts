import { isDeepStrictEqual } from 'node:util';
import { check } from './check.ts';
import { balanceOf, checkBalance, type Step } from './scene.ts';

const ORDER = { amount: 120, reference: 'order-1042' };
const KEY = 'the-key-of-order-1042';

/** The dry run comes first, and the spend has to do what it said. */
export const spend: Step = async (scene) => {
  const { api, movements } = scene;
  const planned = await api.dryRunSpend(ORDER);
  const unchanged = await checkBalance(scene);
  const { replayed, entry } = await api.spend(ORDER, KEY);
  check(!replayed, 'The first request under a key was answered as a replay');
  movements.push({ kind: 'spend', amount: -ORDER.amount });
  const foretold = planned.entries.map(({ type, kind, amount, balance }) => ({
    type,
    kind,
    amount,
    balance,
  }));
  const { type, kind, amount, balance } = entry;
  check(
    isDeepStrictEqual(foretold, [{ type, kind, amount, balance }]),
    `The dry run planned ${JSON.stringify(foretold)}, but the spend made ${JSON.stringify(entry)}`,
  );
  check(
    planned.balance === (await checkBalance(scene)),
    `The dry run said that the balance would be ${planned.balance}`,
  );
  return `A dry run of spending ${amount} credits on ${ORDER.reference} showed balance ${planned.balance} and changed nothing: balance ${unchanged}. The spend made exactly the entry shown: balance ${balance}.`;
};

export const repeatSpend: Step = async (scene) => {
  const { replayed, entry } = await scene.api.spend(ORDER, KEY);
  check(replayed, 'The second request under a key was not answered as a replay');
  return `The same request with the same Idempotency-Key returned entry ${entry.number} again and spent nothing: balance ${await checkBalance(scene)}.`;
};

export const overspend: Step = async (scene) => {
  const amount = balanceOf(scene) + 70;
  const failure = await scene.api.spendTooMuch({ amount, reference: 'order-1043' });
  check(
    failure.code === 'insufficient_credits' && failure.shortfall === 70,
    `Overspending was refused with ${JSON.stringify(failure)}`,
  );
  return `Spending ${amount} was refused (${failure.code}, 70 missing): balance ${await checkBalance(scene)}.`;
};
