import { expect, onTestFinished, test, vi } from 'vitest';
import { payAt } from '../../infra/local/demo/sandbox-client.ts';
import { customerWith, newCustomer, entryText } from '../support/customer.ts';
import { PATIENCE } from '../support/patience.ts';
import { paymentQueue } from '../support/queue.ts';
import { startTestStack, temporaryDirectory } from '../support/stack.ts';

test('a restart keeps everything, and a payment still in the queue is credited', async () => {
  const { directory, remove } = await temporaryDirectory();
  onTestFinished(remove);
  const first = await startTestStack({ directory });
  onTestFinished(() => first.stop());
  const before = await newCustomer(first.api);
  await before.buy(100);
  const spent = await before.spend(30, 'one-key');
  const history = await before.entries();
  const { id, url } = await before.begin();
  await paymentQueue(first).configure({ DelaySeconds: 3 });
  await payAt(url, 'paid');
  await vi.waitFor(async () => expect(await paymentQueue(first).depth()).toBe(1), PATIENCE);
  await first.stop();

  const second = await startTestStack({ directory });
  onTestFinished(() => second.stop());
  const after = customerWith(second.api, before.token);
  expect((await after.entries()).slice(0, 2)).toEqual(history);
  const replayed = await after.spend(30, 'one-key');
  expect(replayed).toMatchObject({ status: 201, body: spent.body });
  expect(replayed.headers.get('idempotent-replayed')).toBe('true');
  await vi.waitFor(async () => expect(await after.checkout(id)).toMatchObject({ status: 'paid' }), PATIENCE);
  expect((await after.entries()).map(entryText)).toEqual([
    'in checkout 100 = 100',
    'out spend 30 = 70',
    'in checkout 100 = 170',
  ]);
});
