import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { put } from './keep.ts';
import { settingsOf } from './subjects.ts';

export const putSettings =
  (ledger: Ledger): Handler<typeof agencyRoutes.putSettings> =>
  async ({ caller, headers, body }) => {
    const { agency } = caller;
    return await put(ledger, caller, settingsOf(agency), headers, { ...body, agency, version: 0 });
  };
