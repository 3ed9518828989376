import { pageAnswer } from '../../shared/http/answer.ts';
import { refused } from '../../shared/http/refused.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { libraryRoutes } from '../../shared/http/routes/store/library.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { download, type DownloadLink } from '../../shared/store/download.ts';
import { downloadsOf, libraryOf } from '../../shared/store/library.ts';
import { viewOf } from '../../shared/views/library-view.ts';

export const listLibrary =
  (ledger: Ledger): Handler<typeof libraryRoutes.listLibrary> =>
  async ({ caller, query }) =>
    pageAnswer(await libraryOf(ledger, caller, query), viewOf);

export const createDownload =
  (ledger: Ledger, linkTo: DownloadLink): Handler<typeof libraryRoutes.createDownload> =>
  async ({ caller, params: { productId }, body: { variantId } }) => {
    const linked = await download(ledger, linkTo, caller, { productId, variantId });
    return linked.ok ? { status: 201, body: linked.value } : refused(linked.error);
  };

export const listDownloads =
  (ledger: Ledger): Handler<typeof libraryRoutes.listDownloads> =>
  async ({ caller, query }) =>
    pageAnswer(await downloadsOf(ledger, caller, query), ({ release: version, ...made }) => ({
      ...made,
      version,
    }));
