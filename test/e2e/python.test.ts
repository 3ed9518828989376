import { execFile, spawnSync } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { randomId, sha256 } from '../../shared/kernel/ids.ts';
import { adminOf } from '../support/admin.ts';
import { putProduct } from '../support/catalog.ts';
import { publishHouse } from '../support/files.ts';
import { ledgerAt } from '../support/ledger.ts';
import { someHouse, someRelease } from '../support/products.ts';
import { project } from '../support/sources.ts';
import { sharedTestStack, type TestStack } from '../support/stack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await sharedTestStack();
});
afterAll(() => stack.stop());

// A machine without Python can still run all other tests. The one that decides has it (.ci/run).
const isMissing = process.env['CI'] === undefined && spawnSync('python3', ['--version']).error !== undefined;

test.skipIf(isMissing)(
  'the Python module signs in, buys, downloads and refunds against a stack',
  async () => {
    const ledger = ledgerAt(stack.endpoints.dynamoDb, stack.tables[0] ?? '');
    const [product, missingProduct] = [randomId('house'), randomId('hut')];
    const file = { object: 'house/1.0/house.zip' };
    const offer = (id: string, content: string) => {
      const release = { version: '1.0', file, sha256: sha256(content) };
      return putProduct(ledger, someHouse('demo', { id, variants: [someRelease({ release })] }));
    };
    await offer(product, 'bricks');
    await offer(missingProduct, 'straw');
    await publishHouse(stack, 'demo');
    const { issuer } = inject('deployment');
    const described = {
      api: stack.api,
      issuer,
      agency: 'demo',
      account: randomId('python'),
      code: await (await adminOf(stack.api)).promoCode(),
      product,
      missingProduct,
    };
    const { stderr } = await promisify(execFile)(
      'python3',
      ['-B', '-W', 'error', '-m', 'unittest', '-v', 'test_scrip'],
      {
        cwd: path.join(project, 'clients', 'python'),
        env: { ...process.env, SCRIP_TEST: JSON.stringify(described) },
      },
    );
    expect(stderr).toMatch(/Ran 19 tests[^]*OK/);
  },
);
