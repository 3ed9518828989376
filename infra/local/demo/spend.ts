import { check } from './check.ts';
import { balanceOf, checkBalance, type Step } from './scene.ts';

const AMOUNT = 120;
const REFERENCE = 'order-1042';
const KEY = 'the-key-of-order-1042';

export const spend: Step = async (scene) => {
  const { replayed } = await scene.api.spend(AMOUNT, REFERENCE, KEY);
  check(!replayed, 'The first request under a key was answered as a replay');
  scene.movements.push({ kind: 'spend', amount: -AMOUNT });
  return `Spent ${AMOUNT} credits on ${REFERENCE}: balance ${await checkBalance(scene)}.`;
};

export const repeatSpend: Step = async (scene) => {
  const { replayed, entry } = await scene.api.spend(AMOUNT, REFERENCE, KEY);
  check(replayed, 'The second request under a key was not answered as a replay');
  return `The same request with the same Idempotency-Key returned entry ${entry.number} again and spent nothing: balance ${await checkBalance(scene)}.`;
};

export const overspend: Step = async (scene) => {
  const amount = balanceOf(scene) + 70;
  const { code, shortfall } = await scene.api.spendTooMuch(amount, 'order-1043');
  check(
    code === 'insufficient_credits' && shortfall === 70,
    `Overspending was refused with ${code}, ${shortfall}`,
  );
  return `Spending ${amount} was refused (${code}, ${shortfall} missing): balance ${await checkBalance(scene)}.`;
};
