import { notBegun, problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { accountRoutes } from '../../shared/http/routes/account.ts';
import { packagesOnSale } from '../../shared/payments/packages-on-sale.ts';
import { pictured } from '../../shared/views/picture-view.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';

export const listPackages =
  (ledger: Ledger): Handler<typeof accountRoutes.listPackages> =>
  async ({ caller: { agency }, query }) => {
    const found = await packagesOnSale(ledger, agency, query);
    if (!found.ok) return found.error.code === 'not_found' ? notBegun : problem(found.error.code);
    const { page, settings, providers, requestMethods } = found.value;
    const { customAmount, currency } = settings;
    return {
      status: 200,
      body: {
        ...page,
        items: page.items.map(pictured),
        providers,
        requestMethods,
        customAmount: customAmount ? { ...customAmount, currency } : null,
      },
    };
  };
