import { listAgencyProducts, listAgencyServices, listMeters, type Client, type OnlyFor } from '@scrip/client';
import * as z from 'zod';
import type { BadLine } from '../bad-lines.ts';
import { everyOf } from '../lists.ts';
import type { ImportLine } from './lines.ts';

/** What a cell calls each list of a restriction, in the order of the API. */
const LISTS = [
  ['product', 'products'],
  ['category', 'categories'],
  ['service', 'services'],
  ['meter', 'meters'],
] as const satisfies readonly (readonly [string, keyof OnlyFor])[];

const THING = new RegExp(`^(?<kind>${LISTS.map(([kind]) => kind).join('|')}) *: *(?<name>.+)$`);

/** The cell that says what alone credits can be spent on, such as `product:brushes|meter:api-calls`. */
export const onlyForCell = z.string().transform((cell, context): OnlyFor => {
  const things = cell.split('|').map((text) => THING.exec(text.trim())?.groups);
  if (things.includes(undefined))
    context.addIssue('must be a list such as product:brushes|meter:api-calls; also category: and service:');
  return Object.fromEntries(
    LISTS.flatMap(([kind, list]) => {
      const names = things.flatMap((thing) => (thing?.['kind'] === kind ? (thing['name'] ?? []) : []));
      return names.length > 0 ? [[list, [...new Set(names)].toSorted()]] : [];
    }),
  );
});

/** A restriction as text: the same for the same restriction, and empty for none. */
export const restrictionText = (onlyFor: OnlyFor | undefined): string =>
  onlyFor === undefined ? '' : JSON.stringify(LISTS.map(([, list]) => onlyFor[list] ?? []));

const EVERY = { query: { limit: 100 } };

const readNames = async (client: Client<'agency'>): Promise<Record<keyof OnlyFor, ReadonlySet<string>>> => {
  const [products, services, meters] = await Promise.all([
    everyOf(client.list(listAgencyProducts, EVERY)),
    everyOf(client.list(listAgencyServices, EVERY)),
    everyOf(client.list(listMeters, EVERY)),
  ]);
  return {
    products: new Set(products.map(({ id }) => id)),
    categories: new Set(products.flatMap(({ category }) => category ?? [])),
    services: new Set(services.map(({ id }) => id)),
    meters: new Set(meters.map(({ id }) => id)),
  };
};

/** What lines restrict their credits to that the agency does not have: the API takes any name. */
export const unknownThings = async (
  client: Client<'agency'>,
  lines: readonly ImportLine[],
): Promise<BadLine[]> => {
  if (lines.every(({ onlyFor }) => onlyFor === undefined)) return [];
  const known = await readNames(client);
  return lines.flatMap(({ line, onlyFor = {} }) =>
    LISTS.flatMap(([kind, list]) =>
      (onlyFor[list] ?? [])
        .filter((name) => !known[list].has(name))
        .map((name) => ({ line, column: 'only_for', message: `there is no ${kind} '${name}'` })),
    ),
  );
};
