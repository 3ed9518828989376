import { listProducts, listServices } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { valueOf } from '../data/query.ts';
import { categoriesOf, namesOf, type Things, THINGS_QUERY as query } from '../restricted/things.ts';
import { client } from './client.ts';

/** What the customer can buy, for a budget that is for some of it. */
export const useThings = (enabled: boolean): Things | undefined =>
  useQuery({
    queryKey: ['things'],
    enabled,
    queryFn: async ({ signal }): Promise<Things> => {
      const [products, services] = await Promise.all([
        valueOf(client.call(listProducts, { query }, { signal })),
        valueOf(client.call(listServices, { query }, { signal })),
      ]);
      return {
        products: namesOf(products.items),
        categories: categoriesOf(products.items),
        services: namesOf(services.items),
        meters: [],
      };
    },
  }).data;
