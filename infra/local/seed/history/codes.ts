import { instant } from '../../../../shared/kernel/clock.ts';
import { dayBefore, type Scene } from './scene.ts';
import type { Staff } from './staff.ts';

/** The codes that the story's customers redeem. */
export type Codes = { welcome: string; autumn: string; challenge: readonly string[] };

/** Codes of every kind: worded, random, with an expiry, withdrawn, and one that begins later. */
export const promoCodes = async (scene: Scene, admin: Staff): Promise<Codes> => {
  const at = (days: number, time: string): number => dayBefore(scene, days, time);
  await admin.codes(at(62, '09:00'), {
    name: 'Welcome',
    credits: 50,
    code: 'WELCOME50',
    creditsExpire: { afterDays: 45 },
  });
  await admin.codes(at(24, '09:00'), {
    name: 'Autumn thanks',
    credits: 40,
    code: 'AUTUMN40',
    creditsExpire: { at: instant(at(13, '22:00')) },
    to: instant(at(13, '22:00')),
  });
  const challenge = await admin.codes(at(8, '11:00'), {
    name: 'Community challenge',
    credits: 75,
    codes: 12,
    usesPerCode: 1,
    creditsExpire: { afterDays: 14 },
  });
  const newsletter = await admin.codes(at(30, '12:00'), {
    name: 'Newsletter October',
    credits: 15,
    code: 'NEWS15',
    usesPerCode: 500,
  });
  await admin.withdrawCodes(at(27, '16:40'), newsletter.id);
  await admin.codes(at(1, '10:00'), {
    name: 'New year',
    credits: 100,
    code: 'NEWYEAR100',
    from: instant(at(-30, '00:00')),
    to: instant(at(-45, '00:00')),
    creditsExpire: { afterDays: 60 },
  });
  return { welcome: 'WELCOME50', autumn: 'AUTUMN40', challenge: challenge.codes };
};
