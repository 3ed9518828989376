import type { Ledger } from '../../shared/ledger/ledger.ts';
import { auditAccount } from './audit-account.ts';
import { createAccountSpend } from './create-account-spend.ts';
import { createAdjustment } from './create-adjustment.ts';
import { createInvoice } from './create-invoice.ts';
import { createPromoCodes } from './create-promo-codes.ts';
import { deletePackage } from './delete-package.ts';
import { deleteProduct } from './delete-product.ts';
import { deleteService } from './delete-service.ts';
import { getAgencyAccount } from './get-agency-account.ts';
import { getAgencyInvoice } from './get-agency-invoice.ts';
import { getAgencyPackage } from './get-agency-package.ts';
import { getAgencyProduct } from './get-agency-product.ts';
import { getAgencyService } from './get-agency-service.ts';
import { getPromoCodes } from './get-promo-codes.ts';
import { getLiability } from './get-liability.ts';
import { getReconciliation } from './get-reconciliation.ts';
import { getSettings } from './get-settings.ts';
import { listAccountEntries } from './list-account-entries.ts';
import { listAccountInvoices } from './list-account-invoices.ts';
import { listAccounts } from './list-accounts.ts';
import { listAgencyInvoices } from './list-agency-invoices.ts';
import { listAgencyPackages } from './list-agency-packages.ts';
import { listAgencyProducts } from './list-agency-products.ts';
import { listAgencyServices } from './list-agency-services.ts';
import { listChanges } from './list-changes.ts';
import { listPromoCodes } from './list-promo-codes.ts';
import { listReconciliations } from './list-reconciliations.ts';
import { putInvoice } from './put-invoice.ts';
import { putPackage } from './put-package.ts';
import { putProduct } from './put-product.ts';
import { putService } from './put-service.ts';
import { putSettings } from './put-settings.ts';
import { voidInvoice } from './void-invoice.ts';
import { withdrawPromoCodes } from './withdraw-promo-codes.ts';

/** The operations that take no more than the ledger, by the names of their routes. */
export const ledgerHandlers = (ledger: Ledger) => ({
  auditAccount: auditAccount(ledger),
  createAccountSpend: createAccountSpend(ledger),
  createAdjustment: createAdjustment(ledger),
  createInvoice: createInvoice(ledger),
  createPromoCodes: createPromoCodes(ledger),
  deletePackage: deletePackage(ledger),
  deleteProduct: deleteProduct(ledger),
  deleteService: deleteService(ledger),
  getAgencyAccount: getAgencyAccount(ledger),
  getAgencyInvoice: getAgencyInvoice(ledger),
  getAgencyPackage: getAgencyPackage(ledger),
  getAgencyProduct: getAgencyProduct(ledger),
  getAgencyService: getAgencyService(ledger),
  getPromoCodes: getPromoCodes(ledger),
  getLiability: getLiability(ledger),
  getReconciliation: getReconciliation(ledger),
  getSettings: getSettings(ledger),
  listAccountEntries: listAccountEntries(ledger),
  listAccountInvoices: listAccountInvoices(ledger),
  listAccounts: listAccounts(ledger),
  listAgencyInvoices: listAgencyInvoices(ledger),
  listAgencyPackages: listAgencyPackages(ledger),
  listAgencyProducts: listAgencyProducts(ledger),
  listAgencyServices: listAgencyServices(ledger),
  listChanges: listChanges(ledger),
  listPromoCodes: listPromoCodes(ledger),
  listReconciliations: listReconciliations(ledger),
  putInvoice: putInvoice(ledger),
  putPackage: putPackage(ledger),
  putProduct: putProduct(ledger),
  putService: putService(ledger),
  putSettings: putSettings(ledger),
  voidInvoice: voidInvoice(ledger),
  withdrawPromoCodes: withdrawPromoCodes(ledger),
});
