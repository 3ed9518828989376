import { listMeterPrices, listProducts, listServices } from '@scrip/client';
import { usePages } from '../data/pages.ts';
import { categoriesOf, namesOf, restOf, type Things, THINGS_QUERY } from '../restricted/things.ts';
import { client } from './client.ts';

/** What the customer can buy, for a budget that is for some of it. */
export const useThings = (enabled: boolean): Things | undefined => {
  const products = usePages(
    ['things', 'products'],
    (cursor, signal) => client.call(listProducts, { query: { ...THINGS_QUERY, cursor } }, { signal }),
    enabled,
  );
  const services = usePages(
    ['things', 'services'],
    (cursor, signal) => client.call(listServices, { query: { ...THINGS_QUERY, cursor } }, { signal }),
    enabled,
  );
  const meters = usePages(
    ['things', 'meters'],
    (cursor, signal) => client.call(listMeterPrices, { query: { ...THINGS_QUERY, cursor } }, { signal }),
    enabled,
  );
  return products.data && services.data && meters.data
    ? {
        products: namesOf(products.data),
        categories: categoriesOf(products.data),
        services: namesOf(services.data),
        meters: namesOf(meters.data),
        rest: restOf([products, services, meters]),
      }
    : undefined;
};
