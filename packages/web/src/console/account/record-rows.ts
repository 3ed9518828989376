import type {
  AgencyCreditRequest,
  AgencyInvoice,
  AgencyOrder,
  Money,
  Purchase,
  Receipt,
  Redemption,
} from '@scrip/client';
import { columns, type CsvRow } from '../../data/csv.tsx';
import { restrictedCell } from '../../restricted/names.ts';

const moneyColumns = ({ amount, currency }: Money): CsvRow => ({ money_minor_units: amount, currency });

const requested = columns(
  'id',
  'createdAt',
  'account',
  'status',
  'method',
  'label',
  'credits',
  'bonusCredits',
);

export const creditRequestRow = (one: AgencyCreditRequest): CsvRow => ({
  ...requested(one),
  ...moneyColumns(one.price),
  reference: one.reference,
  proofs: one.proofCount,
  decidedAt: one.decidedAt,
  reason: one.reason,
});

export const purchaseRow = (one: Purchase): CsvRow => ({
  id: one.id,
  at: one.at,
  product: one.productName,
  variant: one.variantName,
  credits: one.credits,
  restricted: restrictedCell(one.restricted),
  status: one.status,
});

export const orderRow = ({ restricted, ...order }: AgencyOrder): CsvRow => ({
  ...order,
  restricted: restrictedCell(restricted),
});

export const invoiceRow = ({ amount, payment, ...invoice }: AgencyInvoice): CsvRow => ({
  ...invoice,
  credits: 'credits' in amount ? amount.credits : undefined,
  ...('money' in amount && moneyColumns(amount.money)),
  paidCredits: payment?.credits,
  paidAt: payment?.at,
});

const paid = columns('id', 'paidAt', 'provider', 'paymentId', 'credits');

export const receiptRow = ({ price, status, ...receipt }: Receipt): CsvRow => ({
  ...paid(receipt),
  ...moneyColumns(price),
  status,
});

export const redemptionRow: (redemption: Redemption) => CsvRow = columns(
  'entry',
  'at',
  'name',
  'hint',
  'credits',
  'expiresAt',
);
