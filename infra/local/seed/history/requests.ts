import { HOUR_MS } from '../../../../shared/kernel/durations.ts';
import { customerIn } from './customer.ts';
import { pictureFile } from './pictures.ts';
import { dayBefore, type Scene } from './scene.ts';
import type { Staff } from './staff.ts';

/** The agency's queue: requests that wait for the first step, and one that waits for finance. */
export const creditRequests = async (scene: Scene, { reviewer }: { reviewer: Staff }): Promise<void> => {
  const hours = (count: number): number => scene.now - count * HOUR_MS;
  const who = (account: string) => customerIn(scene, 'demo', account);

  const mira = who('mira');
  const large = await mira.ask(dayBefore(scene, 3, '09:30'), {
    method: 'bank_transfer',
    packageId: 'agency',
  });
  await mira.prove(dayBefore(scene, 3, '09:42'), large, {
    note: 'Paid from the account of Pixelwerk GmbH, value date today.',
    uploadId: await mira.upload(dayBefore(scene, 3, '09:41'), large, await pictureFile('transfer.jpeg')),
  });
  await reviewer.decide(dayBefore(scene, 2, '10:12'), large, 'review', true, 'Amount and reference fit');

  const yuki = who('yuki');
  const production = await yuki.ask(dayBefore(scene, 1, '07:20'), {
    method: 'bank_transfer',
    packageId: 'production',
  });
  await yuki.prove(dayBefore(scene, 1, '07:55'), production, {
    note: 'Our bank needs two days. The confirmation is at the link.',
    links: ['https://example.com/transfers/4711'],
  });

  const jonas = who('jonas');
  const crypto = await jonas.ask(hours(9), { method: 'crypto', credits: 300 });
  await jonas.prove(hours(8.5), crypto, {
    note: 'Transaction 0x9f2c…41aa on Base',
    links: ['https://example.com/tx/9f2c41aa'],
  });

  const sofia = who('sofia');
  const withdrawn = await sofia.ask(hours(30), { method: 'bank_transfer', credits: 1500 });
  await sofia.withdraw(hours(29), withdrawn);
  await sofia.ask(hours(6), { method: 'bank_transfer', packageId: 'studio' });

  const alice = who('alice');
  const studio = await alice.ask(hours(3), { method: 'bank_transfer', packageId: 'studio' });
  await alice.prove(hours(2.8), studio, { note: 'Sent this morning.' });
};
