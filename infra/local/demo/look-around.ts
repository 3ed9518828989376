import { check } from './check.ts';
import type { Step } from './scene.ts';

export const readEmptyAccount: Step = async ({ api }) => {
  const { balance, state, allowed } = await api.account();
  const { buyCredits, spendCredits } = allowed;
  check(balance === 0 && state === 'zero', `A new account has ${balance} credits and is ${state}`);
  check(buyCredits.allowed && !spendCredits.allowed, 'A new account cannot buy credits, or can spend some');
  const reasons = spendCredits.reasons.map(({ code }) => code).join(', ');
  return `The account is empty: the customer can buy credits but not spend any (${reasons}).`;
};

export const listPackages: Step = async ({ api }) => {
  const packages = await api.packages();
  check(packages.length > 0, 'Nothing is for sale');
  const offers = packages.map(({ name, credits, bonusCredits, price }) => {
    const bonus = bonusCredits > 0 ? ` + ${bonusCredits} bonus` : '';
    return `${name} (${credits}${bonus} for ${(price.amount / 100).toFixed(2)} ${price.currency})`;
  });
  return `For sale: ${offers.join(', ')}.`;
};
