import {
  type AgencyPackage,
  type AgencyProduct,
  type AgencyService,
  deletePackage,
  deleteProduct,
  deleteService,
  getAgencyPackage,
  getAgencyProduct,
  getAgencyService,
  type PackageInput,
  type ProductInput,
  putPackage,
  putProduct,
  putService,
  type Result,
  type ServiceInput,
} from '@scrip/client';
import { client } from '../client.ts';

/** What the API allows of one thing of the catalogue. Headers carry the ETag that was read, or `*` for a new thing. */
export type Kind<Thing, Input> = {
  /** As the API calls the kind where pictures are set. */
  name: 'packages' | 'products' | 'services';
  get: (id: string, signal: AbortSignal) => Promise<Result<Thing, { code: string }>>;
  put: (id: string, headers: Headers, body: Input) => Promise<Result<Thing, { code: string }>>;
  remove: (id: string, etag: string) => Promise<Result<undefined, { code: string }>>;
};

type Headers = { 'if-match'?: string; 'if-none-match'?: string };

export const packageKind: Kind<AgencyPackage, PackageInput> = {
  name: 'packages',
  get: (packageId, signal) => client.call(getAgencyPackage, { params: { packageId } }, { signal }),
  put: (packageId, headers, body) => client.call(putPackage, { params: { packageId }, headers, body }),
  remove: (packageId, etag) =>
    client.call(deletePackage, { params: { packageId }, headers: { 'if-match': etag } }),
};

export const productKind: Kind<AgencyProduct, ProductInput> = {
  name: 'products',
  get: (productId, signal) => client.call(getAgencyProduct, { params: { productId } }, { signal }),
  put: (productId, headers, body) => client.call(putProduct, { params: { productId }, headers, body }),
  remove: (productId, etag) =>
    client.call(deleteProduct, { params: { productId }, headers: { 'if-match': etag } }),
};

export const serviceKind: Kind<AgencyService, ServiceInput> = {
  name: 'services',
  get: (serviceId, signal) => client.call(getAgencyService, { params: { serviceId } }, { signal }),
  put: (serviceId, headers, body) => client.call(putService, { params: { serviceId }, headers, body }),
  remove: (serviceId, etag) =>
    client.call(deleteService, { params: { serviceId }, headers: { 'if-match': etag } }),
};
