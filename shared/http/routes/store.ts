import { approvalRoutes } from './approvals.ts';
import { codeRoutes } from './store/codes.ts';
import { giftRoutes } from './store/gifts.ts';
import { invoiceRoutes } from './store/invoices.ts';
import { libraryRoutes } from './store/library.ts';
import { productRoutes } from './store/products.ts';
import { meterPriceRoutes } from './store/meters.ts';
import { purchaseRoutes } from './store/purchases.ts';
import { creditRequestRoutes } from './store/credit-requests.ts';
import { serviceRoutes } from './store/services.ts';
import { dailyUsageRoutes } from './daily-usage.ts';
import { usageBatchRoutes } from './usage-batches.ts';

/** What a customer does with credits. */
export const storeRoutes = {
  ...productRoutes,
  ...purchaseRoutes,
  ...libraryRoutes,
  ...serviceRoutes,
  ...meterPriceRoutes,
  ...invoiceRoutes,
  ...codeRoutes,
  ...giftRoutes,
  ...creditRequestRoutes,
  ...approvalRoutes,
  ...usageBatchRoutes,
  ...dailyUsageRoutes,
};
