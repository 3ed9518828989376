import type * as z from 'zod';
import { availabilityOf } from '../../shared/http/availability-view.ts';
import type { serviceView } from '../../shared/http/routes/store/service-views.ts';
import { restrictedFor, shortfallOf, whyNotPay } from '../../shared/account/availability.ts';
import { priceFor } from '../../shared/store/price.ts';
import { whyNotHold, whyNotOrder } from '../../shared/store/service.ts';
import { pictureViewOf } from '../../shared/views/picture-view.ts';
import type { Visit } from '../../shared/store/visit.ts';
import type { Service } from '../../shared/table/items/service.ts';

/** A service as this customer meets it. */
export const viewOf = (
  service: Service,
  { settings, buyer, current, now }: Visit,
): z.input<typeof serviceView> => {
  const { agency, id, name, description, picture, promotions, payment = 'at_order' } = service;
  const price = priceFor(service, promotions, buyer, now);
  const shortfall = shortfallOf(current, price.price, { service: id });
  return {
    id,
    name,
    description,
    ...(picture && { picture: pictureViewOf(agency, picture) }),
    price,
    restricted: restrictedFor(current, price.price, { service: id }),
    affordable: shortfall === 0,
    shortfall,
    payment,
    pay: availabilityOf([
      ...whyNotOrder(service, buyer),
      ...whyNotPay(settings, current, price.price, { service: id }),
      ...whyNotHold(service, current, price.price),
    ]),
  };
};
