import type { Codes } from './codes.ts';
import { customerIn } from './customer.ts';
import { dayBefore, type Scene } from './scene.ts';
import { type Staff, staffIn } from './staff.ts';

type Person = {
  account: string;
  name: string;
  email: string;
  externalId: string;
  note?: string;
  region?: string;
  /** What they did, oldest first: days ago, and what. */
  did: readonly (readonly [days: number, deed: Deed])[];
};

type Deed =
  | { pays: 'stripe' | 'paypal'; packageId?: string; credits?: number }
  | { buys: string; variant?: string }
  | { orders: string; credits: number; status?: 'in_progress' | 'done' }
  | { spends: number; on: string }
  | { redeems: string };

const PEOPLE: readonly Person[] = [
  {
    account: 'mira',
    name: 'Mira Lindqvist',
    email: 'mira@pixelwerk.example',
    externalId: 'C-1002',
    note: 'Buys for Pixelwerk, a studio of twelve.',
    did: [
      [55, { pays: 'stripe', packageId: 'agency' }],
      [52, { buys: 'brushes', variant: 'studio' }],
      [47, { buys: 'coastal-rocks', variant: 'commercial' }],
      [35, { orders: 'logo', credits: 400, status: 'done' }],
      [31, { pays: 'stripe', packageId: 'agency' }],
      [26, { buys: 'old-town' }],
      [19, { spends: 260, on: 'render-2001' }],
      [12, { spends: 180, on: 'render-2044' }],
      [6, { buys: 'winter-village' }],
      [2, { spends: 240, on: 'render-2107' }],
    ],
  },
  {
    account: 'jonas',
    name: 'Jonas Weber',
    email: 'jonas.weber@example.com',
    externalId: 'C-1003',
    did: [
      [51, { redeems: 'welcome' }],
      [45, { pays: 'paypal', packageId: 'starter' }],
      [44, { buys: 'ink' }],
      [23, { pays: 'paypal', packageId: 'starter' }],
      [22, { buys: 'forest' }],
      [9, { buys: 'palette' }],
    ],
  },
  {
    account: 'priya',
    name: 'Priya Raman',
    email: 'priya@example.com',
    externalId: 'C-1004',
    note: 'Region IN. Asked for a student licence in September.',
    region: 'IN',
    did: [
      [49, { pays: 'stripe', packageId: 'studio' }],
      [48, { buys: 'forest' }],
      [37, { buys: 'coastal-rocks', variant: 'commercial' }],
      [16, { spends: 60, on: 'render-3010' }],
      [3, { redeems: 'challenge' }],
    ],
  },
  {
    account: 'tomasz',
    name: 'Tomasz Nowak',
    email: 't.nowak@example.com',
    externalId: 'C-1005',
    did: [
      [42, { pays: 'stripe', packageId: 'starter' }],
      [41, { buys: 'stone', variant: 'standard' }],
      [18, { pays: 'stripe', credits: 120 }],
      [17, { buys: 'sky-domes' }],
    ],
  },
  {
    account: 'sofia',
    name: 'Sofia Almeida',
    email: 'sofia@example.com',
    externalId: 'C-1006',
    region: 'BR',
    did: [
      [39, { pays: 'paypal', packageId: 'studio' }],
      [38, { buys: 'forest' }],
      [28, { orders: 'brush-set', credits: 160, status: 'done' }],
      [13, { orders: 'consulting-hour', credits: 90, status: 'done' }],
      [1, { orders: 'consulting-hour', credits: 90 }],
    ],
  },
  {
    account: 'yuki',
    name: 'Yuki Tanaka',
    email: 'yuki@kestrel.example',
    externalId: 'C-1007',
    note: 'Studio Kestrel. Invoices go to accounting@kestrel.example.',
    did: [
      [34, { pays: 'stripe', packageId: 'production' }],
      [33, { spends: 900, on: 'render-4001' }],
      [27, { spends: 1250, on: 'render-4013' }],
      [21, { buys: 'old-town' }],
      [20, { buys: 'brushes', variant: 'studio' }],
      [14, { spends: 1400, on: 'render-4029' }],
      [7, { spends: 1100, on: 'render-4051' }],
      [1, { spends: 950, on: 'render-4066' }],
    ],
  },
  {
    account: 'lukas',
    name: 'Lukas Brandt',
    email: 'lukas@example.com',
    externalId: 'C-1008',
    did: [
      [21, { redeems: 'autumn' }],
      [10, { pays: 'stripe', packageId: 'starter' }],
      [9, { buys: 'stone', variant: 'standard' }],
    ],
  },
  {
    account: 'chloe',
    name: 'Chloé Martin',
    email: 'chloe@example.com',
    externalId: 'C-1009',
    note: 'Her receipts need the VAT number FR40303265045.',
    did: [
      [8, { pays: 'paypal', packageId: 'studio' }],
      [6, { buys: 'sky-domes' }],
      [4, { buys: 'coastal-rocks', variant: 'personal' }],
      [1, { redeems: 'challenge' }],
    ],
  },
];

/** Times of a day that differ from person to person, so that the day's figures look like a day's. */
const timeFor = (person: number, deed: number): string =>
  `${String(8 + ((person * 5 + deed * 3) % 12)).padStart(2, '0')}:${String((person * 17 + deed * 29) % 60).padStart(2, '0')}`;

const tellPerson = async (
  scene: Scene,
  admin: Staff,
  codes: Codes,
  number: number,
  { account, did, region, ...profile }: Person,
): Promise<void> => {
  const customer = customerIn(scene, 'demo', account, region === undefined ? {} : { region });
  const { name, email, externalId, note } = profile;
  const fields = { name, email, externalId, ...(note !== undefined && { note }) };
  await admin.profile(dayBefore(scene, 56, timeFor(number, 0)), account, fields);
  const code = (batch: string): string => {
    if (batch === 'challenge') return codes.challenge[number + 1] ?? '';
    return batch === 'welcome' ? codes.welcome : codes.autumn;
  };
  for (const [position, [days, deed]] of did.entries()) {
    const at = dayBefore(scene, days, timeFor(number, position));
    if ('pays' in deed) {
      const { pays: provider, packageId, credits } = deed;
      await customer.buyCredits(at, { provider, packageId, credits });
    } else if ('buys' in deed) await customer.purchase(at, deed.buys, deed.variant);
    else if ('spends' in deed) await customer.spend(at, { amount: deed.spends, reference: deed.on });
    else if ('redeems' in deed) await customer.redeem(at, code(deed.redeems));
    else {
      const order = await customer.order(at, deed.orders, deed.credits);
      if (deed.status) await admin.orderStatus(at + 1, account, order, deed.status);
    }
  }
};

/** Customers who make the agency's lists and figures look like those of a shop that is open. */
export const tellOthers = async (scene: Scene, codes: Codes): Promise<void> => {
  await Promise.all(
    PEOPLE.map((person, number) => tellPerson(scene, staffIn(scene, 'demo', 'admin'), codes, number, person)),
  );
};
