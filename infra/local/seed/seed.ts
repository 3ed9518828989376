import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { productWrite } from '../../../shared/store/product.ts';
import { settingsWrite } from '../../../shared/agency/settings.ts';
import { putGuarded } from '../../../shared/table/guarded.ts';
import { packageKey } from '../../../shared/table/keys.ts';
import { packageItem, type Package } from '../../../shared/table/items/package.ts';
import type { Settings } from '../../../shared/table/items/settings.ts';
import type { Table } from '../../../shared/table/table.ts';
import { products } from './products.ts';
import { seedServices } from './services.ts';

const settings = (agency: string, name: string): Settings => ({
  agency,
  version: 0,
  name,
  currency: 'EUR',
  creditSales: true,
  creditPayments: true,
  providers: ['stripe', 'paypal'],
  reversals: 'debt',
  customAmount: { unitPrice: 10, minimum: 10, maximum: 100_000 },
  lowBalance: 20,
  expiringSoonDays: 30,
  balanceWidget: 'shown',
  quoteMinutes: 10,
  purchaseRefunds: { days: 14, afterDownload: false },
  invoiceRates: { EUR: { credits: 1, amount: 10 } },
  requests: {
    methods: {
      bank_transfer: {
        instructions: 'IBAN DE02 1203 0000 0000 2020 51. Write the reference on the transfer.',
      },
      crypto: { instructions: 'Write to pay@example.com with the reference: we answer with an address.' },
    },
    steps: [{ name: 'review' }, { name: 'finance', role: 'finance', fromCredits: 1000 }],
    remindAfterHours: 24,
    expireAfterDays: 14,
  },
  returnUrls: ['https://example.com/credits'],
});

const packages = (agency: string): Package[] =>
  [
    { id: 'starter', name: 'Starter', credits: 100, bonusCredits: 0, amount: 1000 },
    { id: 'studio', name: 'Studio', credits: 500, bonusCredits: 50, amount: 4500 },
    { id: 'agency', name: 'Agency', credits: 2000, bonusCredits: 400, amount: 16_000 },
  ].map(({ amount, ...item }) => ({
    agency,
    version: 0,
    onSale: true,
    price: { amount, currency: 'EUR' },
    ...item,
  }));

/**
 * Gives two agencies the settings and packages to begin with, and the first one a catalogue; what is there already
 * stays as it is.
 */
export const seed = async ({
  dynamoDbEndpoint,
  tableName,
}: {
  dynamoDbEndpoint: string;
  tableName: string;
}): Promise<void> => {
  const client = new DynamoDBClient({
    endpoint: dynamoDbEndpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const table: Table = { client: DynamoDBDocumentClient.from(client), name: tableName };
  for (const [agency, name] of [
    ['demo', 'Demo Studio'],
    ['other', 'Other Agency'],
  ] as const) {
    await putGuarded(table, settingsWrite(settings(agency, name)));
    for (const item of packages(agency)) {
      await putGuarded(table, { key: packageKey(agency, item.id), schema: packageItem, item, version: 0 });
    }
  }
  for (const product of products('demo', Date.now())) await putGuarded(table, productWrite(product));
  await seedServices(table);
  client.destroy();
};
