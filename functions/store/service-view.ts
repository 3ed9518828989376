import type * as z from 'zod';
import { shortfallOf, whyNotPay } from '../../shared/account/availability.ts';
import { buyerOf, priceFor, type Buyer } from '../../shared/store/price.ts';
import { whyNotOrder } from '../../shared/store/service.ts';
import { availabilityOf } from '../../shared/http/availability-view.ts';
import type { serviceView } from '../../shared/http/routes/store/service-views.ts';
import { accountFrom, balanceAt } from '../../shared/ledger/account.ts';
import type { Service } from '../../shared/table/items/service.ts';
import type { Settings } from '../../shared/table/items/settings.ts';
import { accountKey } from '../../shared/table/keys.ts';
import type { Read } from '../../shared/table/read.ts';

/**
 * Services as this customer meets them.
 * @param read that the account is among
 * @param now milliseconds since the epoch
 */
export const serviceViews = (settings: Settings, caller: Buyer, read: Read, now: number) => {
  const buyer = buyerOf(settings, caller);
  const current = balanceAt(accountFrom(caller, read(accountKey(caller))), now);
  return (service: Service): z.input<typeof serviceView> => {
    const { id, name, description, promotions } = service;
    const price = priceFor(service, promotions, buyer, now);
    const shortfall = shortfallOf(current, price.price);
    return {
      id,
      name,
      description,
      price,
      affordable: shortfall === 0,
      shortfall,
      pay: availabilityOf([...whyNotOrder(service, buyer), ...whyNotPay(settings, current, price.price)]),
    };
  };
};
