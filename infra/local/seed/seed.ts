import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { settingsWrite } from '../../../shared/agency/settings.ts';
import { bucketClient } from '../../../shared/files/bucket.ts';
import { putObject } from '../../../shared/files/stored-object.ts';
import { productWrite } from '../../../shared/store/product.ts';
import { putGuarded } from '../../../shared/table/guarded.ts';
import { packageItem } from '../../../shared/table/items/package.ts';
import { serviceItem } from '../../../shared/table/items/service.ts';
import { allowanceItem, type Allowance } from '../../../shared/table/items/allowance.ts';
import { meterItem, type Meter } from '../../../shared/table/items/meter.ts';
import { allowanceKey, meterKey, packageKey, serviceKey } from '../../../shared/table/keys.ts';
import type { Table } from '../../../shared/table/table.ts';
import { credentials, REGION } from '../aws/aws.ts';
import { packagesOf } from './packages.ts';
import type { FilesPlace, TablePlace } from './place.ts';
import { productsAt } from './products.ts';
import { archiveOf, objectNameOf } from './releases.ts';
import { servicesAt } from './services.ts';
import { settingsOfAgencies } from './settings.ts';

/** What the first agency sells by use. */
const METER: Meter = {
  agency: 'demo',
  id: 'api-calls',
  version: 0,
  name: 'API calls',
  entries: 'each',
  unit: 'call',
  creditsPer: 3,
  per: 1000,
};

/** What the first agency gives its members. */
const ALLOWANCE: Allowance = {
  agency: 'demo',
  id: 'monthly',
  version: 0,
  createdAt: '2026-01-01T00:00:00.000Z',
  name: 'Membership',
  every: 'month',
  startsOn: '2026-01-01',
  amount: 50,
  expiry: 'period_end',
  rollOverUpTo: 25,
};

/**
 * Gives two agencies settings, packages, products and services; what is there already stays as it is.
 * @returns whether the agencies begin with this
 */
export const seed = async ({
  dynamoDbEndpoint,
  tableName,
  portal,
}: TablePlace & {
  /** Where the pages are, to which people return from a payment. */
  portal?: string;
}): Promise<boolean> => {
  const client = new DynamoDBClient({ endpoint: dynamoDbEndpoint, region: REGION, credentials });
  const table: Table = { client: DynamoDBDocumentClient.from(client), name: tableName };
  let isNew = false;
  for (const settings of settingsOfAgencies(portal)) {
    if (await putGuarded(table, settingsWrite(settings))) isNew = true;
    for (const item of packagesOf(settings.agency))
      await putGuarded(table, {
        key: packageKey(item.agency, item.id),
        schema: packageItem,
        item,
        version: 0,
      });
  }
  for (const product of productsAt(Date.now())) await putGuarded(table, productWrite(product));
  for (const item of servicesAt(Date.now()))
    await putGuarded(table, { key: serviceKey(item.agency, item.id), schema: serviceItem, item, version: 0 });
  await putGuarded(table, {
    key: meterKey(METER.agency, METER.id),
    schema: meterItem,
    item: METER,
    version: 0,
  });
  await putGuarded(table, {
    key: allowanceKey(ALLOWANCE.agency, ALLOWANCE.id),
    schema: allowanceItem,
    item: ALLOWANCE,
    version: 0,
  });
  client.destroy();
  return isNew;
};

/** Puts the files of all releases into the bucket. */
export const seedFiles = async ({ s3Endpoint, bucketName }: FilesPlace): Promise<void> => {
  const client = new S3Client({ ...bucketClient, endpoint: s3Endpoint, region: REGION, credentials });
  const bucket = { client, name: bucketName };
  for (const { agency, id: product, name, variants } of productsAt(Date.now()))
    for (const { id: variant, release } of variants) {
      if (!release) continue;
      const released = { product, name, variant, version: release.version };
      const object = { folder: 'downloads', agency, name: objectNameOf(released) } as const;
      await putObject(bucket, object, archiveOf(released), 'application/zip');
    }
  client.destroy();
};
