import {
  listAccountInvoices,
  listAccountOrders,
  listAccountPurchases,
  listAccountReceipts,
  listAccountRedemptions,
  listAgencyCreditRequests,
  type AgencyCreditRequest,
  type CreditRequestStatus,
} from '@scrip/client';
import type { CsvRow } from '../../data/csv.tsx';
import { client } from '../client.ts';

/** A credit request as a line of a file. */
const creditRequestRow = (one: AgencyCreditRequest): CsvRow => ({
  id: one.id,
  createdAt: one.createdAt,
  account: one.account,
  status: one.status,
  method: one.method,
  label: one.label,
  credits: one.credits,
  bonusCredits: one.bonusCredits,
  money_minor_units: one.price.amount,
  currency: one.price.currency,
  reference: one.reference,
  proofs: one.proofCount,
  decidedAt: one.decidedAt,
  reason: one.reason,
});

/** @param query the requests of one status, or of one account */
export async function* creditRequestRows(
  query: { status: CreditRequestStatus } | { account: string },
): AsyncGenerator<CsvRow> {
  for await (const one of client.list(listAgencyCreditRequests, { query })) yield creditRequestRow(one);
}

export async function* purchaseRows(accountId: string): AsyncGenerator<CsvRow> {
  for await (const one of client.list(listAccountPurchases, { params: { accountId } }))
    yield {
      id: one.id,
      at: one.at,
      product: one.productName,
      variant: one.variantName,
      credits: one.credits,
      status: one.status,
    };
}

export async function* orderRows(accountId: string): AsyncGenerator<CsvRow> {
  for await (const one of client.list(listAccountOrders, { params: { accountId } }))
    yield {
      id: one.id,
      at: one.at,
      name: one.name,
      note: one.note,
      credits: one.credits,
      status: one.status,
    };
}

export async function* invoiceRows(accountId: string): AsyncGenerator<CsvRow> {
  for await (const one of client.list(listAccountInvoices, { params: { accountId } }))
    yield {
      id: one.id,
      number: one.number,
      issuedAt: one.issuedAt,
      description: one.description,
      status: one.status,
      ...('money' in one.amount
        ? { money_minor_units: one.amount.money.amount, currency: one.amount.money.currency }
        : { credits: one.amount.credits }),
    };
}

export async function* receiptRows(accountId: string): AsyncGenerator<CsvRow> {
  for await (const one of client.list(listAccountReceipts, { params: { accountId } }))
    yield {
      id: one.id,
      paidAt: one.paidAt,
      provider: one.provider,
      paymentId: one.paymentId,
      credits: one.credits,
      money_minor_units: one.price.amount,
      currency: one.price.currency,
      status: one.status,
    };
}

export async function* redemptionRows(accountId: string): AsyncGenerator<CsvRow> {
  for await (const one of client.list(listAccountRedemptions, { params: { accountId } }))
    yield {
      entry: one.entry,
      at: one.at,
      name: one.name,
      hint: one.hint,
      credits: one.credits,
      expiresAt: one.expiresAt,
    };
}
