import { settingsFrom } from '../../shared/agency/settings.ts';
import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { serviceRoutes } from '../../shared/http/routes/store/services.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { serviceItem } from '../../shared/table/items/service.ts';
import { accountKey, serviceKey, settingsKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { decode } from '../../shared/table/table.ts';
import { serviceViews } from './service-view.ts';

export const getService =
  ({ table, now }: Ledger): Handler<typeof serviceRoutes.getService> =>
  async ({ caller, params: { serviceId } }) => {
    const key = serviceKey(caller.agency, serviceId);
    const read = await readTogether(table, [accountKey(caller), settingsKey(caller.agency), key]);
    const settings = settingsFrom(read, caller.agency);
    const service = decode(serviceItem, read(key));
    return settings && service
      ? { status: 200, body: serviceViews(settings, caller, read, now())(service) }
      : problem('not_found');
  };
