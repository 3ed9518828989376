import { listProducts, listServices } from '@scrip/client';
import { categoriesOf, namesOf, THINGS_QUERY, type Names } from '../../restricted/things.ts';
import type { Connection } from '../core/connection.ts';

const known = new WeakMap<Connection, Promise<Names>>();

/** The names of what credits can be only for, read once for each connection. What can't be read is named by its ID. */
export const namesFrom = (connection: Connection): Promise<Names> => {
  const names = known.get(connection) ?? read(connection);
  known.set(connection, names);
  return names;
};

const read = async ({ client }: Connection): Promise<Names> => {
  const [products, services] = await Promise.all([
    client.call(listProducts, { query: THINGS_QUERY }),
    client.call(listServices, { query: THINGS_QUERY }),
  ]);
  const items = products.ok ? products.value.items : [];
  return {
    products: namesOf(items),
    categories: categoriesOf(items),
    services: services.ok ? namesOf(services.value.items) : [],
    meters: [],
  };
};
