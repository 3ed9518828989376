import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { packageBody, productBody, serviceBody, someAgency } from '../support/agency.ts';
import { openTestLedger } from '../support/ledger.ts';

const ledger = openTestLedger();

const page = z.object({ items: z.array(z.looseObject({ id: z.string() })), cursor: z.string().nullable() });

const {
  listAgencyPackages,
  getAgencyPackage,
  putPackage,
  deletePackage,
  listAgencyProducts,
  getAgencyProduct,
  putProduct,
  deleteProduct,
  listAgencyServices,
  getAgencyService,
  putService,
  deleteService,
} = agencyRoutes;

describe.each([
  {
    kind: 'package',
    body: packageBody,
    list: listAgencyPackages,
    get: getAgencyPackage,
    put: putPackage,
    end: deletePackage,
  },
  {
    kind: 'product',
    body: productBody,
    list: listAgencyProducts,
    get: getAgencyProduct,
    put: putProduct,
    end: deleteProduct,
  },
  {
    kind: 'service',
    body: serviceBody,
    list: listAgencyServices,
    get: getAgencyService,
    put: putService,
    end: deleteService,
  },
])('a $kind', ({ kind, body, list, get, put, end }) => {
  const params = { [`${kind}Id`]: 'one' };

  test('is created under the agency’s own id, reads as written, and is replaced with If-Match', async () => {
    const { call: admin, etagOf } = await someAgency(ledger);
    const made = await admin(put, { params, body });
    expect(made).toMatchObject({ status: 201, body: { id: 'one', ...body } });
    const notes = kind === 'package' && { notes: [] };
    expect((await admin(get, { params })).body).toEqual({ id: 'one', ...body, ...notes });
    const etag = await etagOf(get, params);
    expect(made.headers['etag']).toBe(etag);
    const changed = { ...body, name: 'New name', onSale: false };
    const put2 = await admin(put, { params, body: changed, headers: { 'if-match': etag } });
    expect(put2).toMatchObject({ status: 200, body: { id: 'one', ...changed } });
    expect(await etagOf(get, params)).toBe(put2.headers['etag']);
  });

  test('accepts its own response as input to an edit', async () => {
    const { call: admin, changes } = await someAgency(ledger);
    await admin(put, { params, body });
    const { body: read, headers } = await admin(get, { params });
    const ifMatch = { 'if-match': String(headers['etag']) };
    expect(await admin(put, { params, headers: ifMatch, body: read })).toMatchObject({
      status: 200,
      body: read,
    });
    expect(await changes({ kind })).toHaveLength(1);
    const edited = { ...read, name: 'New name' };
    expect(await admin(put, { params, headers: ifMatch, body: edited })).toMatchObject({
      status: 200,
      body: edited,
    });
    expect(await changes({ kind })).toHaveLength(2);
  });

  test('is not created over an existing one', async () => {
    const { call: admin } = await someAgency(ledger);
    await admin(put, { params, body });
    const again = (headers: Record<string, string>) =>
      admin(put, { params, headers, body: { ...body, name: 'Another' } });
    expect(await again({})).toMatchObject({ status: 428, body: { code: 'precondition_required' } });
    expect(await again({ 'if-none-match': '*' })).toMatchObject({ status: 412 });
    expect(await admin(get, { params })).toMatchObject({ body });
  });

  test('is deleted with If-Match, once', async () => {
    const { call: admin, etagOf } = await someAgency(ledger);
    await admin(put, { params, body });
    const headers = { 'if-match': await etagOf(get, params) };
    expect(await admin(end, { params })).toMatchObject({ status: 428 });
    expect(await admin(end, { params, headers: { 'if-match': '"1"' } })).toMatchObject({ status: 412 });
    expect(await admin(end, { params, headers })).toEqual({
      status: 204,
      headers: expect.anything(),
      body: {},
    });
    expect(await admin(get, { params })).toMatchObject({ status: 404 });
    expect(await admin(end, { params, headers })).toMatchObject({ status: 404 });
    expect(await admin(list)).toMatchObject({ body: { items: [] } });
  });

  test('created again after a deletion does not match the old ETag', async () => {
    const { call: admin, etagOf } = await someAgency(ledger);
    await admin(put, { params, body });
    const headers = { 'if-match': await etagOf(get, params) };
    await admin(end, { params, headers });
    const other = { ...body, name: 'Another' };
    await admin(put, { params, body: other });
    expect(await admin(put, { params, headers, body })).toMatchObject({ status: 412 });
    expect(await admin(end, { params, headers })).toMatchObject({ status: 412 });
    expect(await admin(get, { params })).toMatchObject({ body: other });
  });

  test('32 concurrent writes with one ETag: exactly one wins', async () => {
    const { call: admin, etagOf, changes } = await someAgency(ledger);
    await admin(put, { params, body });
    const headers = { 'if-match': await etagOf(get, params) };
    const answers = await Promise.all(
      Array.from({ length: 32 }, (_, index) =>
        index % 2 === 0
          ? admin(put, { params, headers, body: { ...body, name: `by ${index}` } })
          : admin(end, { params, headers }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200 || status === 204)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412 || status === 404)).toHaveLength(31);
    expect(await changes({ kind })).toHaveLength(2);
  });

  test('is listed whether or not it is on sale, in pages that join to the whole', async () => {
    const { call: admin } = await someAgency(ledger);
    const ids = ['a', 'b', 'c', 'd', 'e'];
    for (const id of ids) {
      await admin(put, { params: { [`${kind}Id`]: id }, body: { ...body, onSale: id < 'c' } });
    }
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: Record<string, string> = { limit: '2', ...(cursor && { cursor }) };
      const answer: z.infer<typeof page> = page.parse((await admin(list, { query })).body);
      seen.push(...answer.items.map(({ id }) => id));
      cursor = answer.cursor;
    }
    expect(seen).toEqual(ids);
    expect(await admin(list, { query: { cursor: 'rubbish' } })).toMatchObject({
      status: 400,
      body: { code: 'invalid_cursor' },
    });
  });

  test('I8: of another agency is not found by any method', async () => {
    const { call: admin, etagOf } = await someAgency(ledger);
    const { call: stranger } = await someAgency(ledger);
    await admin(put, { params, body });
    const headers = { 'if-match': await etagOf(get, params) };
    expect(await stranger(get, { params })).toMatchObject({ status: 404 });
    expect(await stranger(put, { params, headers, body })).toMatchObject({ status: 412 });
    expect(await stranger(end, { params, headers })).toMatchObject({ status: 404 });
    expect(await stranger(list)).toMatchObject({ body: { items: [] } });
    expect(await stranger(put, { params, body: { ...body, name: 'Theirs' } })).toMatchObject({ status: 201 });
    expect(await admin(get, { params })).toMatchObject({ body });
  });
});

const [variant = {}] = productBody.variants;
const [promotion = {}] = serviceBody.promotions;
const linked = (link: string) => ({
  ...productBody,
  variants: [{ ...variant, release: { version: '1', file: { link } } }],
});

const routeOf = { package: putPackage, product: putProduct, service: putService };

test.each<[kind: keyof typeof routeOf, pointer: string, body: object]>([
  ['package', '/price/amount', { ...packageBody, price: { amount: 0, currency: 'EUR' } }],
  ['package', '/price', { ...packageBody, price: { amount: 1, currency: 'EUR', tax: 1 } }],
  ['package', '/credits', { ...packageBody, credits: 0 }],
  ['package', '/bonusCredits', { ...packageBody, credits: 1e12, bonusCredits: 1 }],
  ['package', '/id', { ...packageBody, id: 'two' }],
  ['package', '', { ...packageBody, version: 1 }],
  ['product', '/id', { ...productBody, id: 'two' }],
  ['service', '/id', { ...serviceBody, id: 'two' }],
  ['product', '/variants', { ...productBody, variants: [] }],
  ['product', '/variants', { ...productBody, variants: [variant, variant] }],
  ['product', '/variants/0', { ...productBody, variants: [{ ...variant, stock: 3 }] }],
  ['product', '/variants/0/price', { ...productBody, variants: [{ ...variant, price: -1 }] }],
  [
    'product',
    '/variants/0/regionalPrices/us',
    { ...productBody, variants: [{ ...variant, regionalPrices: { us: 1 } }] },
  ],
  [
    'product',
    '/variants/0/release/file',
    {
      ...productBody,
      variants: [{ ...variant, release: { version: '1', file: { link: 'https://a.example', object: 'b' } } }],
    },
  ],
  ['product', '/variants/0/release/file/link', linked('http://files.example')],
  ['product', '/variants/0/release/file/link', linked('https://files.example/{secret}')],
  ['product', '/variants/0/release/file/link', linked('https://files.example/{signature}/more')],
  ['product', '/eligibility', { ...productBody, eligibility: { regions: ['EU'], ages: [18] } }],
  ['product', '/category', { ...productBody, category: '' }],
  ['product', '', { ...productBody, price: 10 }],
  ['service', '/promotions', { ...serviceBody, promotions: [promotion, promotion] }],
  [
    'service',
    '/promotions/0/from',
    { ...serviceBody, promotions: [{ ...promotion, to: '2026-03-01T01:00:00+01:00' }] },
  ],
  ['service', '/promotions/0/to', { ...serviceBody, promotions: [{ ...promotion, to: 'tomorrow' }] }],
  [
    'service',
    '/promotions/0/discount',
    { ...serviceBody, promotions: [{ ...promotion, discount: { percent: 1, credits: 1 } }] },
  ],
  [
    'service',
    '/promotions/0/discount/percent',
    { ...serviceBody, promotions: [{ ...promotion, discount: { percent: 101 } }] },
  ],
  ['service', '/price', { ...serviceBody, price: 1e12 + 1 }],
  [
    'service',
    '/regionalPrices',
    {
      ...serviceBody,
      regionalPrices: Object.fromEntries(Array.from({ length: 251 }, (_, index) => [`R${index}`, 1])),
    },
  ],
])(
  'a %s with a fault at %j is refused with that pointer, and nothing is stored',
  async (kind, pointer, body) => {
    const { call: admin, changes } = await someAgency(ledger);
    const params = { [`${kind}Id`]: 'one' };
    expect(await admin(routeOf[kind], { params, body })).toMatchObject({
      status: 400,
      body: {
        code: 'invalid_request',
        faults: expect.arrayContaining([expect.objectContaining({ pointer })]),
      },
    });
    expect(await changes()).toMatchObject([{ kind: 'settings' }]);
  },
);

test('the times of a promotion are accepted with any UTC offset and stored in UTC', async () => {
  const { call: admin } = await someAgency(ledger);
  const promotions = [{ ...promotion, from: '2026-03-01T01:00:00+01:00' }];
  const params = { serviceId: 'one' };
  expect(await admin(putService, { params, body: { ...serviceBody, promotions } })).toMatchObject({
    body: { promotions: [{ from: '2026-03-01T00:00:00.000Z' }] },
  });
});
