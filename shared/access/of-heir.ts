import type { Bearer } from '../kernel/bearer.ts';
import { heirOf } from '../ledger/merged.ts';
import type { Table } from '../table/table.ts';

/** The bearer of a person, whose token may name an account that merged: then it is about the other one. */
export const ofHeir = async (table: Table, bearer: Bearer): Promise<Bearer> => {
  const { agency, account } = bearer;
  if (agency === undefined || account === undefined) return bearer;
  return { ...bearer, account: await heirOf(table, { agency, account }) };
};
