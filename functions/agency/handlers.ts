import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { RemovePicture } from '../../shared/pictures/remove-picture.ts';
import type { ReadBatch } from '../../shared/table/items/usage-batch.ts';
import { apiKeyHandlers } from './api-keys.ts';
import { accountHandlers } from './accounts.ts';
import { agencyAllowanceHandlers } from './allowances.ts';
import { accountRecordHandlers } from './account-records.ts';
import { changeHandlers } from './changes.ts';
import { expiryExtensionHandlers } from './expiry-extensions.ts';
import { booksHandlers } from './books.ts';
import { figuresHandlers } from './figures.ts';
import { accountHoldHandlers } from './holds.ts';
import { invoiceHandlers } from './invoices.ts';
import { liabilityHandlers } from './liability.ts';
import { mergeHandlers } from './merges.ts';
import { meterHandlers } from './meters.ts';
import { orderHandlers } from './orders.ts';
import { packageHandlers } from './packages.ts';
import { productHandlers } from './products.ts';
import { profileHandlers } from './profiles.ts';
import { promoCodeHandlers } from './promo-codes.ts';
import { reconciliationHandlers } from './reconciliations.ts';
import { refundHandlers } from './refunds.ts';
import { serviceHandlers } from './services.ts';
import { approvalHandlers } from './approvals.ts';
import { accountSpenderKeyHandlers } from './spender-keys.ts';
import { accountSpenderHandlers } from './spenders.ts';
import { settingsHandlers } from './settings.ts';
import { accountTransferHandlers } from './transfers.ts';

/** The handlers that take no more than the ledger, what removes pictures and what reads the events of usage, by the names of their routes. */
export const ledgerHandlers = (ledger: Ledger, removePicture: RemovePicture, readBatch: ReadBatch) => ({
  ...settingsHandlers(ledger),
  ...apiKeyHandlers(ledger),
  ...packageHandlers(ledger, removePicture),
  ...productHandlers(ledger, removePicture),
  ...serviceHandlers(ledger, removePicture),
  ...meterHandlers(ledger),
  ...agencyAllowanceHandlers(ledger),
  ...promoCodeHandlers(ledger),
  ...invoiceHandlers(ledger),
  ...accountHandlers(ledger, readBatch),
  ...mergeHandlers(ledger),
  ...profileHandlers(ledger),
  ...accountRecordHandlers(ledger),
  ...accountHoldHandlers(ledger),
  ...accountTransferHandlers(ledger),
  ...accountSpenderHandlers(ledger),
  ...accountSpenderKeyHandlers(ledger),
  ...approvalHandlers(ledger),
  ...orderHandlers(ledger),
  ...refundHandlers(ledger),
  ...expiryExtensionHandlers(ledger),
  ...liabilityHandlers(ledger),
  ...figuresHandlers(ledger),
  ...booksHandlers(ledger),
  ...changeHandlers(ledger),
  ...reconciliationHandlers(ledger),
});
