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
