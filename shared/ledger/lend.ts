import type { Account } from '../table/items/account.ts';
import type { LotShare } from '../table/items/lot.ts';
import { reasonOf, type CommandOf } from './command.ts';
import { drawHeld, openHolds } from './held.ts';
import { draw, expiryOf, total } from './lots.ts';
import type { Move } from './move.ts';

export const lend = (account: Account, command: CommandOf<'lend'>): Move | undefined => {
  let { lots } = account;
  let holds = openHolds(account);
  const taken: LotShare[] = [];
  for (const share of command.lots) {
    const isSame = (lot: LotShare) => lot.id === share.id && expiryOf(lot) === expiryOf(share);
    const free = draw(lots, share.amount, isSame);
    const held = drawHeld(holds, free.missing, isSame);
    [lots, holds] = [free.left, held.left];
    taken.push(...free.taken, ...held.taken);
  }
  const { debt, usageDebt } = command;
  const amount = total(taken) + debt;
  if (amount === 0) return undefined;
  return {
    lots,
    holds,
    usageDebt,
    entry: { ...reasonOf(command), type: 'out', amount, lots: taken, ...(debt > 0 && { debt }) },
  };
};
