import { offeredProviders } from '../agency/offers.ts';
import { settingsFrom } from '../agency/settings.ts';
import type { AgencyId } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { packageItem, type Package } from '../table/items/package.ts';
import { creditRequestMethod } from '../table/items/decision.ts';
import type { Provider } from '../table/items/payment-status.ts';
import type { Settings } from '../table/items/settings.ts';
import { packagesPartition, settingsKey } from '../table/keys.ts';
import { listPage, type Page, type PageRequest } from '../table/list.ts';
import { readTogether } from '../table/read.ts';
import { whyNotCharge } from './charge-limits.ts';

type CreditRequestMethod = (typeof creditRequestMethod.options)[number];

/** Each package with the providers that can charge its price, how the agency sells, and where customers can pay. */
type OnSale = {
  page: Page<Package & { providers: Provider[] }>;
  settings: Settings;
  providers: Provider[];
  requestMethods: CreditRequestMethod[];
};

/** What is on sale: one Query and one BatchGet, at the same time. */
export const packagesOnSale = async (
  { table }: Ledger,
  agency: AgencyId,
  range: PageRequest,
): Promise<Result<OnSale, { code: 'not_found' | 'invalid_cursor' }>> => {
  const [read, page] = await Promise.all([
    readTogether(table, [settingsKey(agency)]),
    listPage(table, {
      partition: packagesPartition(agency),
      item: packageItem,
      where: { onSale: true },
      ...range,
    }),
  ]);
  const settings = settingsFrom(read, agency);
  if (!settings) return err({ code: 'not_found' });
  if (!page.ok) return page;
  const providers = offeredProviders(settings);
  const items = page.value.items.map((item) => ({
    ...item,
    providers: providers.filter((provider) => whyNotCharge(provider, item.price) === undefined),
  }));
  const methods = settings.requests?.methods;
  const requestMethods = creditRequestMethod.options.filter((method) => methods?.[method] !== undefined);
  return ok({ page: { ...page.value, items }, settings, providers, requestMethods });
};
