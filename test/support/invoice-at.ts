import { putInvoice } from './bills.ts';
import { ledgerAt } from './ledger.ts';
import type { TestStack } from './stack.ts';

/** Puts an invoice of 5 credits to an account of the agency demo into a stack's table. @returns its id */
export const invoiceAt = async ({ endpoints, tables }: TestStack, account: string): Promise<string> => {
  const ledger = ledgerAt(endpoints.dynamoDb, tables[0] ?? '');
  const { id } = await putInvoice(ledger, { agency: 'demo', account }, { amount: { credits: 5 } });
  ledger.table.client.destroy();
  return id;
};
