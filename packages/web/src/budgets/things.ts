import type { Product } from '@scrip/client';

/** As many as one page of a list has at most: further things of an agency can be named by the API only. */
export const THINGS_QUERY = { limit: 100 };

type Named = { id: string; name: string };

export const namesOf = (things: readonly Named[]) => things.map(({ id, name }) => [id, name] as const);

/** The categories of products, each once. */
export const categoriesOf = (products: readonly Pick<Product, 'category'>[]) =>
  [...new Set(products.flatMap(({ category }) => category ?? []))].map((one) => [one, one] as const);
