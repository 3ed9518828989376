import { instant } from '../../../../shared/kernel/clock.ts';
import { customerIn } from './customer.ts';
import { dayBefore, type Scene } from './scene.ts';
import { staffIn } from './staff.ts';

/** A smaller agency, with three customers. */
export const tellHarbor = async (scene: Scene): Promise<void> => {
  const at = (days: number, time: string): number => dayBefore(scene, days, time);
  const admin = staffIn(scene, 'other', 'admin');
  const customer = (account: string) => customerIn(scene, 'other', account);
  await admin.codes(at(40, '09:00'), { name: 'Hello', credits: 30, code: 'HELLO30' });

  const carol = customer('carol');
  await admin.profile(at(33, '09:00'), 'carol', {
    name: 'Carol Feldt',
    email: 'carol@feldt.example',
    externalId: 'HP-17',
    note: 'Bakery with four shops. Newsletter on the first of the month.',
  });
  await carol.buyCredits(at(33, '10:11'), { provider: 'stripe', packageId: 'studio' });
  const issue = await carol.order(at(31, '09:20'), 'newsletter', 120, 'Pumpkin bread and opening hours.');
  await admin.orderStatus(at(29, '17:00'), 'carol', issue, 'done');
  await carol.purchase(at(12, '11:31'), 'press-kit');
  await carol.order(at(2, '08:45'), 'newsletter', 120, 'Advent.');

  const emil = customer('emil');
  await admin.profile(at(25, '09:00'), 'emil', {
    name: 'Emil Sander',
    email: 'emil@sander-boats.example',
    externalId: 'HP-21',
  });
  await emil.redeem(at(25, '14:02'), 'HELLO30');
  await emil.buyCredits(at(24, '16:30'), { provider: 'paypal', packageId: 'agency' });
  const page = await emil.order(at(22, '10:00'), 'landing-page', 900, 'One page for the winter storage.');
  await admin.orderStatus(at(20, '10:00'), 'emil', page, 'in_progress');
  await admin.invoice(at(9, '10:00'), 'emil', {
    number: 'HP-2026-088',
    description: 'Photographs of three boats',
    amount: { credits: 340 },
    creditsAccepted: true,
    dueAt: instant(at(-5, '22:59')),
  });

  const ines = customer('ines');
  await admin.profile(at(5, '09:00'), 'ines', {
    name: 'Inês Duarte',
    email: 'ines@example.com',
    externalId: 'HP-30',
  });
  await ines.buyCredits(at(5, '12:12'), { provider: 'stripe', packageId: 'starter' });
  await ines.ask(at(1, '13:05'), { method: 'bank_transfer', credits: 400 });
};
