import { accountRoutes } from './agency/accounts.ts';
import { changeRoutes } from './agency/changes.ts';
import { invoiceRoutes } from './agency/invoices.ts';
import { packageRoutes } from './agency/packages.ts';
import { productRoutes } from './agency/products.ts';
import { promoCodeRoutes } from './agency/promo-codes.ts';
import { reconciliationRoutes } from './agency/reconciliations.ts';
import { serviceRoutes } from './agency/services.ts';
import { settingsRoutes } from './agency/settings.ts';

/** The agency's own side, a file for each thing that it looks after. */
export const agencyRoutes = {
  ...settingsRoutes,
  ...packageRoutes,
  ...productRoutes,
  ...serviceRoutes,
  ...promoCodeRoutes,
  ...invoiceRoutes,
  ...accountRoutes,
  ...changeRoutes,
  ...reconciliationRoutes,
};
