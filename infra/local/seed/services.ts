import { DAY_MS } from '../../../shared/kernel/durations.ts';
import type { Service } from '../../../shared/table/items/service.ts';

type Offered = Omit<Service, 'agency' | 'version' | 'onSale' | 'promotions'> &
  Partial<Pick<Service, 'promotions'>>;

const offeredBy = (agency: string, services: readonly Offered[]): Service[] =>
  services.map((service) => ({ agency, version: 0, onSale: true, promotions: [], ...service }));

/**
 * What the agencies do on order: at a price that most accounts can pay, at one that few can, and for money only.
 * @param now milliseconds since the epoch
 */
export const servicesAt = (now: number): Service[] => [
  ...offeredBy('demo', [
    {
      id: 'consulting-hour',
      name: 'An hour of consulting',
      description: 'Share your screen with one of our artists, and solve what holds you up.',
      price: 90,
      regionalPrices: { US: 100 },
      creditsAccepted: true,
    },
    {
      id: 'logo',
      name: 'Logo design',
      description: 'Three drafts, two rounds of changes, all files at the end.',
      price: 400,
      creditsAccepted: true,
    },
    {
      id: 'illustration',
      name: 'Illustration',
      description: 'One picture for your story. You pay when it is done, and never more than this price.',
      price: 60,
      creditsAccepted: true,
      payment: 'when_done',
    },
    {
      id: 'brush-set',
      name: 'A brush set of your own',
      description: 'We make ten brushes after your drawings.',
      price: 160,
      creditsAccepted: true,
      promotions: [
        {
          id: 'winter',
          name: 'Winter offer',
          from: new Date(now - 3 * DAY_MS).toISOString(),
          to: new Date(now + 18 * DAY_MS).toISOString(),
          discount: { credits: 30 },
        },
      ],
    },
    {
      id: 'short-film',
      name: 'Environment for a short film',
      description: 'Concept, models and lighting of one place, ready to render.',
      price: 12_000,
      creditsAccepted: true,
    },
    {
      id: 'workshop',
      name: 'Workshop at your studio',
      description: 'Two days for up to twelve people. We invoice it in euros, travel included.',
      price: 3500,
      creditsAccepted: false,
    },
  ]),
  ...offeredBy('other', [
    {
      id: 'landing-page',
      name: 'Landing page',
      description: 'Copy, design and code of one page, online within ten days.',
      price: 900,
      creditsAccepted: true,
    },
    {
      id: 'newsletter',
      name: 'Newsletter issue',
      description: 'We write, design and send one issue.',
      price: 120,
      creditsAccepted: true,
    },
    {
      id: 'brand-audit',
      name: 'Brand audit',
      description: 'Where your brand is clear, where it is not, and what to do first.',
      price: 350,
      creditsAccepted: true,
    },
  ]),
];
