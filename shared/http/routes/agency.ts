import { accountRoutes } from './agency/accounts.ts';
import { accountRecordRoutes } from './agency/account-records.ts';
import { apiKeyRoutes } from './agency/api-keys.ts';
import { changeRoutes } from './agency/changes.ts';
import { privacyRoutes } from './agency/privacy.ts';
import { endpointRoutes } from './agency/endpoints.ts';
import { expiryExtensionRoutes } from './agency/expiry-extensions.ts';
import { figuresRoutes } from './agency/figures.ts';
import { booksRoutes } from './agency/books.ts';
import { accountHoldRoutes } from './agency/holds.ts';
import { accountTransferRoutes } from './agency/transfers.ts';
import { invoiceRoutes } from './agency/invoices.ts';
import { liabilityRoutes } from './agency/liability.ts';
import { agencyAllowanceRoutes } from './agency/allowances.ts';
import { mergeRoutes } from './agency/merges.ts';
import { meterRoutes } from './agency/meters.ts';
import { orderRoutes } from './agency/orders.ts';
import { packageRoutes } from './agency/packages.ts';
import { agencyPictureRoutes } from './agency/pictures.ts';
import { productRoutes } from './agency/products.ts';
import { profileRoutes } from './agency/profiles.ts';
import { promoCodeRoutes } from './agency/promo-codes.ts';
import { reconciliationRoutes } from './agency/reconciliations.ts';
import { refundRoutes } from './agency/refunds.ts';
import { agencyCreditRequestRoutes } from './agency/credit-requests.ts';
import { serviceRoutes } from './agency/services.ts';
import { sessionRoutes } from './agency/sessions.ts';
import { agencyApprovalRoutes } from './agency/approvals.ts';
import { accountSpenderKeyRoutes } from './agency/spender-keys.ts';
import { accountSpenderRoutes } from './agency/spenders.ts';
import { settingsRoutes } from './agency/settings.ts';
import { usageRoutes } from './agency/usage.ts';
import { accountDailyUsageRoutes } from './daily-usage.ts';
import { accountUsageBatchRoutes } from './usage-batches.ts';

/** What takes no more than the ledger. */
export const ledgerRoutes = {
  ...settingsRoutes,
  ...apiKeyRoutes,
  ...packageRoutes,
  ...productRoutes,
  ...serviceRoutes,
  ...meterRoutes,
  ...agencyAllowanceRoutes,
  ...promoCodeRoutes,
  ...invoiceRoutes,
  ...accountRoutes,
  ...mergeRoutes,
  ...profileRoutes,
  ...accountRecordRoutes,
  ...accountHoldRoutes,
  ...accountTransferRoutes,
  ...accountSpenderRoutes,
  ...accountSpenderKeyRoutes,
  ...agencyApprovalRoutes,
  ...orderRoutes,
  ...refundRoutes,
  ...expiryExtensionRoutes,
  ...liabilityRoutes,
  ...figuresRoutes,
  ...booksRoutes,
  ...changeRoutes,
  ...reconciliationRoutes,
};

/** The agency's own side, a file for each thing that it looks after. */
export const agencyRoutes = {
  ...ledgerRoutes,
  ...sessionRoutes,
  ...privacyRoutes,
  ...agencyPictureRoutes,
  ...agencyCreditRequestRoutes,
  ...endpointRoutes,
  ...usageRoutes,
  ...accountUsageBatchRoutes,
  ...accountDailyUsageRoutes,
};
