import { notBegun } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { get } from './keep.ts';
import { settingsOf } from './subjects.ts';

export const getSettings =
  ({ table }: Ledger): Handler<typeof agencyRoutes.getSettings> =>
  async ({ caller }) => {
    const settings = await get(table, settingsOf(caller.agency));
    return 'problem' in settings ? notBegun : settings;
  };
