import { isDeepStrictEqual } from 'node:util';
import { check, until } from './check.ts';
import { balanceOf, type Scene } from './scene.ts';

const MAX_SHOWN_ENTRIES = 4;

/** @returns the first lines of the statement, once it was seen to hold every movement */
export const readStatement = async (scene: Scene): Promise<string[]> => {
  const lines = (await scene.api.statement()).trimEnd().split('\r\n');
  check(
    lines.length === 1 + scene.movements.length,
    `The statement has ${lines.length - 1} lines for ${scene.movements.length} movements`,
  );
  const column = (lines[0] ?? '').split(',').indexOf('balance');
  const last = (lines.at(-1) ?? '').split(',')[column];
  check(last === String(balanceOf(scene)), `The statement ends at ${last}`);
  return lines.slice(0, MAX_SHOWN_ENTRIES);
};

/** @returns the agency's liability in words, once it was seen to be what its accounts add up to */
export const readLiability = async ({ admin }: Scene): Promise<string> =>
  // It is kept by a stream that runs behind the accounts, by seconds at most.
  await until('The liability equals the sum of the accounts', async () => {
    const { paid, promo, debt, gifts, accounts } = await admin.liability();
    const held = await admin.accounts();
    const sum = held.reduce((total, { balance }) => total + balance, 0);
    const owed = Number(paid) + Number(promo) - Number(debt) - Number(gifts);
    if (accounts !== held.length || owed !== sum) return undefined;
    return `${paid} paid + ${promo} promo - ${debt} debt - ${gifts} in gifts = ${sum} credits, the sum of all ${accounts} balances`;
  });

/** @returns the month's books in words, once they were seen to be what the accounts hold and what all entries add up to */
export const readBooks = async ({ admin }: Scene): Promise<string> => {
  // They follow the accounts by seconds at most, as the liability does.
  const { books, gifts } = await until('The books agree with the liability', async () => {
    const shown = await admin.books();
    const { accounts: _, at: __, gifts: inGifts, ...liability } = await admin.liability();
    return isDeepStrictEqual(shown.closing, liability) ? { books: shown, gifts: inGifts } : undefined;
  });
  const { sold, spent, closing, recognised } = books;
  const accounts = await admin.accounts();
  let sum = 0;
  let count = 0;
  for (const { account } of accounts)
    for (const { type, amount } of await admin.entries(account)) {
      sum += type === 'in' ? amount : -amount;
      count += 1;
    }
  check(
    sum === Number(closing.credits) - Number(gifts),
    `The entries add up to ${sum} credits, the books to ${closing.credits}, ${gifts} of them in gifts`,
  );
  const money = (sums: typeof recognised): string =>
    sums.map(({ amount, currency }) => `${(Number(amount) / 100).toFixed(2)} ${currency}`).join(' and ');
  return `${sold.credits} credits sold, ${-Number(spent.credits)} spent, revenue ${money(recognised)}. They close with ${closing.credits} credits, as the liability does; the ${count} entries of all ${accounts.length} accounts and ${gifts} credits in gifts add up to it. Of the money, ${money(closing.deferred)} is deferred revenue`;
};
