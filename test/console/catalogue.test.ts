import { describe, expect, test } from 'vitest';
import type {
  AgencyPackage,
  AgencyProduct,
  AgencyService,
  Promotion,
} from '../../packages/client/src/index.ts';
import {
  packageDraft,
  packageInput,
  productDraft,
  productInput,
  serviceDraft,
  serviceInput,
} from '../../packages/web/src/console/catalogue/drafts.ts';
import { EVERY_LIST, type Whole } from '../support/whole.ts';

const picture = { url: 'https://pictures.example/one', width: 4, height: 3 };

const promotion: Whole<Promotion> = {
  id: 'spring',
  name: 'Spring',
  from: '2026-03-01T00:00:07.000Z',
  to: '2026-04-01T00:00:09.000Z',
  discount: { percent: 10 },
  regions: ['EU', 'US'],
};

const eligibility = { regions: ['EU', 'US'], accounts: ['one', 'two'] };

const PACKAGE: Whole<AgencyPackage> = {
  id: 'starter',
  name: 'Starter',
  description: 'To begin with',
  credits: 100,
  bonusCredits: 10,
  onlyFor: EVERY_LIST,
  bonusOnlyFor: { ...EVERY_LIST, meters: ['others'] },
  price: { amount: 1000, currency: 'EUR' },
  picture,
  onSale: false,
  notes: [],
};

const release = { version: '1.0', sha256: 'a'.repeat(64) };

const PRODUCT: Whole<AgencyProduct> = {
  id: 'brushes',
  name: 'Brushes',
  description: 'Forty of them',
  category: 'tools',
  variants: [
    {
      id: 'basic',
      name: 'Basic',
      price: 20,
      regionalPrices: { US: 25, CH: 0 },
      release: { ...release, file: { link: 'https://files.example/{productId}' } },
    },
    {
      id: 'all',
      name: 'All',
      price: 60,
      regionalPrices: { US: 70 },
      release: { ...release, file: { object: 'brushes/all.zip' } },
    },
  ],
  promotions: [promotion, { ...promotion, id: 'credits', discount: { credits: 5 } }],
  eligibility,
  picture,
  onSale: false,
};

const SERVICE: Whole<AgencyService> = {
  id: 'cutting',
  name: 'Cutting',
  description: 'An hour at the desk',
  price: 40,
  regionalPrices: { US: 50 },
  promotions: [promotion],
  eligibility,
  creditsAccepted: false,
  payment: 'when_done',
  picture,
  onSale: false,
};

/** What only Scrip sets. A picture survives without being sent. */
const sent = ({ id: _id, picture: _picture, notes: _notes, ...rest }: Record<string, unknown>) => rest;

describe('a form that nobody changed sends back everything that was read', () => {
  test('of a package', () => {
    expect(packageInput(packageDraft(PACKAGE))).toEqual(sent(PACKAGE));
  });

  test('of a product', () => {
    expect(productInput(productDraft(PRODUCT))).toEqual(sent(PRODUCT));
  });

  test('of a service', () => {
    expect(serviceInput(serviceDraft(SERVICE))).toEqual(sent(SERVICE));
  });
});

describe('a form that nobody changed adds nothing', () => {
  test('to a package', () => {
    const { description: _description, onlyFor: _onlyFor, bonusOnlyFor: _bonusOnlyFor, ...plain } = PACKAGE;
    expect(packageInput(packageDraft(plain))).toEqual(sent(plain));
  });

  test('to a product', () => {
    const { id, name, onSale } = PRODUCT;
    const plain = { id, name, onSale, variants: [{ id: 'basic', name: 'Basic', price: 20 }], promotions: [] };
    expect(productInput(productDraft(plain))).toEqual(sent(plain));
  });

  test('to a service', () => {
    const { id, name, onSale, price, creditsAccepted } = SERVICE;
    const plain = { id, name, onSale, price, creditsAccepted, promotions: [] };
    expect(serviceInput(serviceDraft(plain))).toEqual(sent(plain));
  });
});

test('another name keeps what the form does not show', () => {
  expect(packageInput({ ...packageDraft(PACKAGE), name: 'Beginner' })).toEqual({
    ...sent(PACKAGE),
    name: 'Beginner',
  });
});
