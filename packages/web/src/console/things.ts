import { listAgencyProducts, listAgencyServices, listMeters } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { valueOf } from '../data/query.ts';
import { categoriesOf, namesOf, type Things, THINGS_QUERY as query } from '../restricted/things.ts';
import { client } from './client.ts';

/** What the agency has, for what is for some of it only. */
export const useThings = (enabled: boolean): Things | undefined =>
  useQuery({
    queryKey: ['things'],
    enabled,
    queryFn: async ({ signal }): Promise<Things> => {
      const [products, services, meters] = await Promise.all([
        valueOf(client.call(listAgencyProducts, { query }, { signal })),
        valueOf(client.call(listAgencyServices, { query }, { signal })),
        valueOf(client.call(listMeters, { query }, { signal })),
      ]);
      return {
        products: namesOf(products.items),
        categories: categoriesOf(products.items),
        services: namesOf(services.items),
        meters: namesOf(meters.items),
      };
    },
  }).data;
