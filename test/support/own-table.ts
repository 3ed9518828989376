import { inject } from 'vitest';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { ledgerAt } from './ledger.ts';
import { createTestTable } from './table-setup.ts';

/** A ledger on a table that no other test writes to, for what goes through all agencies of its table. */
export const openOwnTable = async (prefix: string): Promise<Ledger> => {
  const endpoint = inject('dynamoDbEndpoint');
  return ledgerAt(endpoint, await createTestTable(endpoint, prefix));
};
