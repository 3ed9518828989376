import type { DownloadLink } from '../../shared/store/download.ts';
import { downloadLinkWith } from '../../shared/store/download-link.ts';
import { storeHandlers } from '../../functions/store/handlers.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { storeRoutes } from '../../shared/http/routes/store.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { bucketNowhere } from './files.ts';

/** What every agency of a test signs its links with. */
export const LINK_SECRET = 'a secret of more than sixteen characters';

/** Signs as the Lambda does. */
const downloadLinks: DownloadLink = (...of) =>
  downloadLinkWith(
    bucketNowhere(),
    async () => LINK_SECRET,
    async () => true,
  )(...of);

/** The store Lambda on a ledger of the test's choice. */
export const storeHandler = (ledger: Ledger, linkTo: DownloadLink = downloadLinks) =>
  apiHandler(storeRoutes, storeHandlers({ ledger, bucket: bucketNowhere(), downloadLink: linkTo }));
