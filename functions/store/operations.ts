import type { Ledger } from '../../shared/ledger/ledger.ts';
import { createDownload } from './create-download.ts';
import { createRedemption } from './create-redemption.ts';
import type { DownloadLink } from './download-link.ts';
import { listDownloads } from './list-downloads.ts';
import { listLibrary } from './list-library.ts';
import { listRedemptions } from './list-redemptions.ts';

/** Every operation of this Lambda, by the name of its route. */
export const storeOperations = (ledger: Ledger, downloadLink: DownloadLink) => ({
  createRedemption: createRedemption(ledger),
  listRedemptions: listRedemptions(ledger),
  listLibrary: listLibrary(ledger),
  createDownload: createDownload(ledger, downloadLink),
  listDownloads: listDownloads(ledger),
});
