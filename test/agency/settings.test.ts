import { expect, test } from 'vitest';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { AGENCIES_LIST } from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';
import { settingsItem } from '../../shared/table/items/settings.ts';
import { settingsBody, someAgency } from '../support/agency.ts';
import { call } from '../support/api.ts';
import { clientHandler } from '../support/account-handler.ts';
import { openTestLedger } from '../support/ledger.ts';

const ledger = openTestLedger();
const { getSettings, putSettings } = agencyRoutes;

test('the first settings create an agency: its customers have accounts, and schedules find it', async () => {
  const { agency, ref, call: admin } = await someAgency(ledger, { hasBegun: false });
  const balance = () => call(clientHandler(ledger), accountRoutes.getAccount, { caller: ref() });
  expect(await balance()).toMatchObject({ status: 404 });
  expect(await admin(getSettings)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  expect(await admin(putSettings, { body: settingsBody })).toMatchObject({ status: 201, body: settingsBody });
  expect(await balance()).toMatchObject({ status: 200, body: { balance: 0 } });
  const found = await listPage(ledger.table, {
    partition: AGENCIES_LIST,
    inIndex: true,
    item: settingsItem,
    limit: 1,
    from: agency,
    to: agency,
  });
  expect(found).toMatchObject({ value: { items: [{ agency }] } });
});

test('settings read as written, field by field, and can be written back as read', async () => {
  const { call: admin } = await someAgency(ledger);
  const read = await admin(getSettings);
  expect(read.body).toEqual({ ...settingsBody, providerOffers: expect.any(Array) });
  const etag = String(read.headers['etag']);
  const body = { ...read.body, name: 'New name' };
  const put = await admin(putSettings, { body, headers: { 'if-match': etag } });
  expect(put).toMatchObject({ status: 200, body });
  expect(put.headers['etag']).not.toBe(etag);
  expect(await admin(getSettings)).toMatchObject({ body, headers: { etag: put.headers['etag'] } });
});

test('of two admins with the same ETag, the second is refused and overwrites nothing', async () => {
  const { call: admin, etagOf } = await someAgency(ledger);
  const headers = { 'if-match': await etagOf(getSettings) };
  const first = { ...settingsBody, lowBalance: 1 };
  expect(await admin(putSettings, { headers, body: first })).toMatchObject({ status: 200 });
  expect(await admin(putSettings, { headers, body: settingsBody })).toMatchObject({
    status: 412,
    body: { code: 'precondition_failed' },
  });
  expect(await admin(getSettings)).toMatchObject({ body: first });
});

test('32 concurrent writes with one ETag: exactly one wins', async () => {
  const { call: admin, etagOf, changes } = await someAgency(ledger);
  const headers = { 'if-match': await etagOf(getSettings) };
  const answers = await Promise.all(
    Array.from({ length: 32 }, (_, lowBalance) =>
      admin(putSettings, { headers, body: { ...settingsBody, lowBalance: 100 + lowBalance } }),
    ),
  );
  const [won, ...more] = answers.filter(({ status }) => status === 200);
  expect(more).toEqual([]);
  expect(answers.filter(({ status }) => status === 412)).toHaveLength(31);
  expect(await admin(getSettings)).toMatchObject({ body: won?.body ?? {} });
  expect(await changes()).toHaveLength(2);
});

test('32 concurrent first settings: exactly one creates the agency', async () => {
  const { call: admin, changes } = await someAgency(ledger, { hasBegun: false });
  const answers = await Promise.all(
    Array.from({ length: 32 }, (_, lowBalance) =>
      admin(putSettings, { body: { ...settingsBody, lowBalance } }),
    ),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(answers.filter(({ body }) => body['code'] === 'precondition_required')).toHaveLength(31);
  expect(await changes()).toHaveLength(1);
});

test('existing settings are replaced only with If-Match', async () => {
  const { call: admin, etagOf } = await someAgency(ledger);
  const put = (headers: Record<string, string>) =>
    admin(putSettings, { headers, body: { ...settingsBody, name: 'Other' } });
  expect(await put({})).toMatchObject({ status: 428, body: { code: 'precondition_required' } });
  for (const headers of [
    { 'if-none-match': '*' },
    { 'if-match': '*' },
    { 'if-match': '"1"' },
    { 'if-match': `W/${await etagOf(getSettings)}` },
  ]) {
    expect(await put(headers)).toMatchObject({ status: 412, body: { code: 'precondition_failed' } });
  }
  for (const headers of [
    { 'if-none-match': '"1"' },
    { 'if-match': 'rubbish' },
    { 'if-match': (await etagOf(getSettings)).replaceAll('"', '') },
    { 'if-match': '"1" "2"' },
  ]) {
    expect(await put(headers)).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', faults: [{ in: 'header' }] },
    });
  }
  expect(await put({ 'if-match': `"other", ${await etagOf(getSettings)}` })).toMatchObject({ status: 200 });
});

test('If-Match on missing settings is refused', async () => {
  const { call: admin } = await someAgency(ledger, { hasBegun: false });
  const put = (headers: Record<string, string>) => admin(putSettings, { headers, body: settingsBody });
  expect(await put({ 'if-match': '"1"' })).toMatchObject({ status: 412 });
  expect(await put({ 'if-none-match': '*' })).toMatchObject({ status: 201 });
});

test('a retry after a lost answer succeeds and adds no second audit log entry', async () => {
  const { call: admin, etagOf, changes } = await someAgency(ledger);
  const request = {
    headers: { 'if-match': await etagOf(getSettings) },
    body: { ...settingsBody, name: 'Other' },
  };
  const first = await admin(putSettings, request);
  expect(await admin(putSettings, request)).toEqual(first);
  expect(await changes()).toHaveLength(2);
});

const without = (field: keyof typeof settingsBody) =>
  Object.fromEntries(Object.entries(settingsBody).filter(([name]) => name !== field));

test('optional fields can be omitted', async () => {
  const { call: admin } = await someAgency(ledger, { hasBegun: false });
  const { customAmount: _c, defaultRegion: _d, purchaseRefunds: _p, ...body } = settingsBody;
  expect(await admin(putSettings, { body })).toMatchObject({ status: 201 });
  expect((await admin(getSettings)).body).toEqual({ ...body, providerOffers: expect.any(Array) });
});

test.each<[pointer: string, body: object]>([
  ['/name', { ...settingsBody, name: '' }],
  ['/name', without('name')],
  ['', { ...settingsBody, agency: 'other' }],
  ['', { ...settingsBody, version: 7 }],
  ['/currency', { ...settingsBody, currency: 'eur' }],
  ['/currency', { ...settingsBody, currency: 'XQQ' }],
  ['/providers/0', { ...settingsBody, providers: ['bank'] }],
  ['/providers', { ...settingsBody, providers: ['stripe', 'stripe'] }],
  ['/customAmount', { ...settingsBody, customAmount: { unitPrice: 1, minimum: 1, maximum: 2, step: 1 } }],
  ['/customAmount/minimum', { ...settingsBody, customAmount: { unitPrice: 1, minimum: 3, maximum: 2 } }],
  ['/customAmount/maximum', { ...settingsBody, customAmount: { unitPrice: 2, minimum: 1, maximum: 1e12 } }],
  ['/customAmount/unitPrice', { ...settingsBody, customAmount: { unitPrice: 0, minimum: 1, maximum: 2 } }],
  ...[
    [
      { fromCredits: 500, bonusCredits: 50 },
      { fromCredits: 500, bonusCredits: 60 },
    ],
    [
      { fromCredits: 500, bonusCredits: 50 },
      { fromCredits: 600, bonusCredits: 50 },
    ],
    Array.from({ length: 21 }, (_, index) => ({ fromCredits: index + 1, bonusCredits: index + 1 })),
    [],
  ].map((bonusTiers): [string, object] => [
    '/customAmount/bonusTiers',
    { ...settingsBody, customAmount: { ...settingsBody.customAmount, bonusTiers } },
  ]),
  [
    '/customAmount/bonusTiers',
    {
      ...settingsBody,
      customAmount: {
        unitPrice: 1,
        minimum: 1,
        maximum: 1e12,
        bonusTiers: [{ fromCredits: 1, bonusCredits: 1 }],
      },
    },
  ],
  ['/reversals', { ...settingsBody, reversals: 'ignore' }],
  ['/lowBalance', { ...settingsBody, lowBalance: -1 }],
  ['/lowBalance', { ...settingsBody, lowBalance: 1e12 + 1 }],
  ['/lowBalance', { ...settingsBody, lowBalance: 1.5 }],
  ['/expiringSoonDays', { ...settingsBody, expiringSoonDays: 0 }],
  ['/defaultRegion', { ...settingsBody, defaultRegion: 'europe' }],
  ['/defaultRegion', { ...settingsBody, defaultRegion: null }],
  ['/quoteMinutes', { ...settingsBody, quoteMinutes: 1441 }],
  ['/purchaseRefunds', { ...settingsBody, purchaseRefunds: { days: 1, afterDownload: true, fee: 1 } }],
  ['/invoiceRates/XQQ', { ...settingsBody, invoiceRates: { XQQ: { credits: 1, amount: 1 } } }],
  ['/invoiceRates/EUR', { ...settingsBody, invoiceRates: { EUR: { credits: 1, amount: 1, fee: 1 } } }],
  ['/invoiceRates/EUR/amount', { ...settingsBody, invoiceRates: { EUR: { credits: 1, amount: 0 } } }],
  ...(
    [
      ['logoUrl', 'http://shop.example/logo.svg'],
      ['logoUrl', 'javascript:alert(1)'],
      ['accent/light', { light: '#76a9fa', dark: '#76a9fa' }],
      ['accent/dark', { light: '#1a56db', dark: '#1a56db' }],
      ['accent/light', { light: 'blue', dark: '#76a9fa' }],
      ['radius', 33],
      ['languages', []],
      ['languages/0', ['xx']],
      ['homeUrl', 'shop.example'],
    ] as const
  ).map(([field, value]): [string, object] => {
    const [name = ''] = field.split('/');
    return [`/branding/${field}`, { ...settingsBody, branding: { ...settingsBody.branding, [name]: value } }];
  }),
  ['/timeZone', { ...settingsBody, timeZone: 'Europe/Atlantis' }],
  ['/timeZone', { ...settingsBody, timeZone: '+02:00' }],
  [
    '/requests/methods/bank_transfer/details/0/label',
    {
      ...settingsBody,
      requests: {
        ...settingsBody.requests,
        methods: { bank_transfer: { instructions: 'Pay', details: [{ label: '', value: 'DE02' }] } },
      },
    },
  ],
  ['/returnUrls', { ...settingsBody, returnUrls: [] }],
  ['/returnUrls/0', { ...settingsBody, returnUrls: ['http://shop.example'] }],
  ['/returnUrls/0', { ...settingsBody, returnUrls: ['javascript:alert(1)'] }],
  ['/returnUrls/0', { ...settingsBody, returnUrls: ['https://me:secret@shop.example'] }],
  ['/returnUrls/0', { ...settingsBody, returnUrls: ['http://localhost.evil.example'] }],
  ...['head of finance', 'legal,finance', '[finance]', ' finance', 'finance\n', ''].map(
    (role): [string, object] => [
      '/requests/steps/0/role',
      { ...settingsBody, requests: { ...settingsBody.requests, steps: [{ name: 'review', role }] } },
    ],
  ),
])('a fault is reported at %j', async (pointer, body) => {
  const { call: admin } = await someAgency(ledger, { hasBegun: false });
  expect(await admin(putSettings, { body })).toMatchObject({
    status: 400,
    body: { code: 'invalid_request', faults: expect.arrayContaining([expect.objectContaining({ pointer })]) },
  });
  expect(await admin(getSettings)).toMatchObject({ status: 404 });
});

test('I8: an agency reads and writes only its own settings', async () => {
  await someAgency(ledger);
  const { call: stranger } = await someAgency(ledger, { hasBegun: false });
  expect(await stranger(getSettings)).toMatchObject({ status: 404 });
});
