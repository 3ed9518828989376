import {
  deleteAllowance,
  deleteMeter,
  deletePackage,
  deleteProduct,
  deleteService,
  getAgencyPackage,
  getAgencyProduct,
  getAgencyService,
  getAllowance,
  getMeter,
  getSettings,
  listAgencyPackages,
  listAgencyProducts,
  listAgencyServices,
  listAllowances,
  listMeters,
  putAllowance,
  putMeter,
  putPackage,
  putProduct,
  putService,
  putSettings,
  type Client,
  type Result,
} from '@scrip/client';
import type { Config } from '../described.ts';

type Answer = Result<unknown, { code: string }>;

/** If-Match with an ETag to replace, If-None-Match to create. */
export type Condition = { 'if-match': string } | { 'if-none-match': '*' };

/** The things of one kind: those in the file, and how to reach those of the agency. */
export type Collection = {
  name: 'settings' | 'packages' | 'products' | 'services' | 'meters' | 'allowances';
  /** What the file has, by ID; undefined where it leaves the whole kind alone. */
  wanted: Record<string, unknown> | undefined;
  /** The agency's IDs. */
  ids: () => AsyncIterable<string>;
  get: (id: string) => Promise<Answer>;
  /** Sends what the file has. */
  put: (id: string, headers: Condition) => Promise<Answer>;
  remove?: (id: string, etag: string) => Promise<Answer>;
};

const MOST = { query: { limit: 100 } };

async function* idsOf(items: AsyncIterable<{ id: string }>): AsyncGenerator<string> {
  for await (const { id } of items) yield id;
}

const wantedOf = <Body>(wanted: Record<string, Body> | undefined, id: string): Body => {
  const body = wanted?.[id];
  if (body === undefined) throw new Error(`The file has no ${id}`);
  return body;
};

/** The ID of the settings in their collection: there is one of them. */
export const SETTINGS_ID = 'settings';

const settingsOf = (client: Client<'agency'>, settings: Config['settings']): Collection => {
  const wanted = settings && { [SETTINGS_ID]: settings };
  return {
    name: 'settings',
    wanted,
    async *ids() {
      const known = await client.call(getSettings);
      if (known.ok) yield SETTINGS_ID;
      else if (known.failure.code !== 'not_found') known.orThrow();
    },
    get: () => client.call(getSettings),
    put: (id, headers) => client.call(putSettings, { headers, body: wantedOf(wanted, id) }),
  };
};

const packagesOf = (client: Client<'agency'>, wanted: Config['packages']): Collection => ({
  name: 'packages',
  wanted,
  ids: () => idsOf(client.list(listAgencyPackages, MOST)),
  get: (packageId) => client.call(getAgencyPackage, { params: { packageId } }),
  put: (packageId, headers) =>
    client.call(putPackage, { params: { packageId }, headers, body: wantedOf(wanted, packageId) }),
  remove: (packageId, etag) =>
    client.call(deletePackage, { params: { packageId }, headers: { 'if-match': etag } }),
});

const productsOf = (client: Client<'agency'>, wanted: Config['products']): Collection => ({
  name: 'products',
  wanted,
  ids: () => idsOf(client.list(listAgencyProducts, MOST)),
  get: (productId) => client.call(getAgencyProduct, { params: { productId } }),
  put: (productId, headers) =>
    client.call(putProduct, { params: { productId }, headers, body: wantedOf(wanted, productId) }),
  remove: (productId, etag) =>
    client.call(deleteProduct, { params: { productId }, headers: { 'if-match': etag } }),
});

const servicesOf = (client: Client<'agency'>, wanted: Config['services']): Collection => ({
  name: 'services',
  wanted,
  ids: () => idsOf(client.list(listAgencyServices, MOST)),
  get: (serviceId) => client.call(getAgencyService, { params: { serviceId } }),
  put: (serviceId, headers) =>
    client.call(putService, { params: { serviceId }, headers, body: wantedOf(wanted, serviceId) }),
  remove: (serviceId, etag) =>
    client.call(deleteService, { params: { serviceId }, headers: { 'if-match': etag } }),
});

const allowancesOf = (client: Client<'agency'>, wanted: Config['allowances']): Collection => ({
  name: 'allowances',
  wanted,
  ids: () => idsOf(client.list(listAllowances, MOST)),
  get: (allowanceId) => client.call(getAllowance, { params: { allowanceId } }),
  put: (allowanceId, headers) =>
    client.call(putAllowance, { params: { allowanceId }, headers, body: wantedOf(wanted, allowanceId) }),
  remove: (allowanceId, etag) =>
    client.call(deleteAllowance, { params: { allowanceId }, headers: { 'if-match': etag } }),
});

const metersOf = (client: Client<'agency'>, wanted: Config['meters']): Collection => ({
  name: 'meters',
  wanted,
  ids: () => idsOf(client.list(listMeters, MOST)),
  get: (meterId) => client.call(getMeter, { params: { meterId } }),
  put: (meterId, headers) =>
    client.call(putMeter, { params: { meterId }, headers, body: wantedOf(wanted, meterId) }),
  remove: (meterId, etag) => client.call(deleteMeter, { params: { meterId }, headers: { 'if-match': etag } }),
});

/** Every kind that a file has, in the order in which they are sent: a price is in the currency of the settings. */
export const collectionsOf = (client: Client<'agency'>, config: Config): Collection[] => [
  settingsOf(client, config.settings),
  packagesOf(client, config.packages),
  productsOf(client, config.products),
  servicesOf(client, config.services),
  metersOf(client, config.meters),
  allowancesOf(client, config.allowances),
];
