import type {
  AgencyCreditRequest,
  AgencyInvoice,
  AgencyOrder,
  Money,
  Purchase,
  Receipt,
  Redemption,
} from '@scrip/client';
import type { CsvRow } from '../../data/csv.tsx';
import { restrictedCell } from '../../restricted/names.ts';

const moneyColumns = ({ amount, currency }: Money): CsvRow => ({ money_minor_units: amount, currency });

export const creditRequestRow = (one: AgencyCreditRequest): CsvRow => ({
  id: one.id,
  createdAt: one.createdAt,
  account: one.account,
  status: one.status,
  method: one.method,
  label: one.label,
  credits: one.credits,
  bonusCredits: one.bonusCredits,
  ...moneyColumns(one.price),
  reference: one.reference,
  proofs: one.proofCount,
  decidedAt: one.decidedAt,
  reason: one.reason,
});

export const purchaseRow = ({
  id,
  at,
  productName,
  variantName,
  credits,
  restricted,
  status,
}: Purchase): CsvRow => ({
  id,
  at,
  product: productName,
  variant: variantName,
  credits,
  restricted: restrictedCell(restricted),
  status,
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

export const receiptRow = ({ id, paidAt, provider, paymentId, credits, price, status }: Receipt): CsvRow => ({
  id,
  paidAt,
  provider,
  paymentId,
  credits,
  ...moneyColumns(price),
  status,
});

export const redemptionRow = ({ entry, at, name, hint, credits, expiresAt }: Redemption): CsvRow => ({
  entry,
  at,
  name,
  hint,
  credits,
  expiresAt,
});
