import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { signedLink } from '../../shared/files/signed-link.ts';

const values = { productId: 'house', variantId: 'large', version: '1.0 β/2', expires: 1_772_355_600 };
const SECRET = 'a secret of more than sixteen characters';
const secret = async () => SECRET;

test('placeholders are filled, URL-encoded', async () => {
  const link = 'https://files.example/{productId}/{variantId}?v={version}&e={expires}&again={productId}';
  expect(await signedLink(link, values, secret)).toEqual({
    ok: true,
    value: 'https://files.example/house/large?v=1.0%20%CE%B2%2F2&e=1772355600&again=house',
  });
});

test('the signature covers all the text before it', async () => {
  const link = 'https://files.example/{productId}?e={expires}&s={signature}';
  const before = 'https://files.example/house?e=1772355600&s=';
  const signature = createHmac('sha256', SECRET).update(before).digest('base64url');
  expect(await signedLink(link, values, secret)).toEqual({ ok: true, value: before + signature });
});

test('a link without a signature needs no secret', async () => {
  const asked = vi.fn<typeof secret>(secret);
  expect(await signedLink('https://files.example/house', values, asked)).toMatchObject({ ok: true });
  expect(asked).not.toHaveBeenCalled();
});

test('a signed link needs the secret', async () => {
  const link = 'https://files.example/{productId}?s={signature}';
  expect(await signedLink(link, values, async () => undefined)).toEqual({
    ok: false,
    error: { code: 'secret_not_available' },
  });
});

test.each([
  'https://files.example/{product}',
  'https://files.example/{signature}?e={expires}',
  'https://files.example/{signature}{signature}',
  'https://files.example/{productId',
  'javascript:alert({expires})',
  'ftp://files.example/{productId}',
  '/{productId}',
  '{signature}',
])('an unusable link is refused: %s', async (link) => {
  expect(await signedLink(link, values, secret)).toEqual({ ok: false, error: { code: 'link_wrong' } });
});

test('no value can change another part of the link', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ minLength: 1, unit: 'binary' }), async (version) => {
      fc.pre(version.isWellFormed());
      const link = 'https://files.example/{productId}?v={version}&e={expires}';
      const signed = await signedLink(link, { ...values, version }, secret);
      const url = new URL(signed.ok ? signed.value : '');
      expect([url.host, url.pathname, url.hash]).toEqual(['files.example', '/house', '']);
      expect([...url.searchParams]).toEqual([
        ['v', version],
        ['e', '1772355600'],
      ]);
    }),
  );
});
