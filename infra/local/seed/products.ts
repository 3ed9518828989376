import { DAY_MS } from '../../../shared/kernel/durations.ts';
import type { Product, Variant } from '../../../shared/table/items/product.ts';
import { releaseOf } from './releases.ts';

type Offered = Omit<Product, 'agency' | 'version' | 'onSale' | 'promotions' | 'variants'> &
  Partial<Pick<Product, 'promotions' | 'onSale'>> & {
    release: string;
    variants: Omit<Variant, 'release'>[];
  };

/** What `agency` sells, each product in one version for all of its variants. */
const offeredBy = (agency: string, products: readonly Offered[]): Product[] =>
  products.map(({ release, variants, ...product }) => ({
    agency,
    version: 0,
    onSale: true,
    promotions: [],
    ...product,
    variants: variants.map((variant) => ({
      ...variant,
      release: releaseOf({ product: product.id, name: product.name, variant: variant.id, version: release }),
    })),
  }));

/** @param price what a single variant costs */
const standard = (price: number, regionalPrices?: Record<string, number>): Omit<Variant, 'release'>[] => [
  { id: 'standard', name: 'Standard', price, ...(regionalPrices && { regionalPrices }) },
];

/**
 * The catalogues. They have one of each case that a customer can meet: variants, regional prices, promotions that run and
 * that ended, something free, something for other regions, something reserved, and something no longer on sale.
 * @param now milliseconds since the epoch
 */
export const productsAt = (now: number): Product[] => {
  const days = (from: number, to: number) => ({
    from: new Date(now + from * DAY_MS).toISOString(),
    to: new Date(now + to * DAY_MS).toISOString(),
  });
  return [
    ...offeredBy('demo', [
      {
        id: 'brushes',
        name: 'Brush Collection',
        description:
          'Two hundred brushes for painting on screen: oils, gouache, pencils and a few that are none of these.',
        category: 'Brushes',
        release: '1.2.0',
        variants: [
          { id: 'standard', name: 'Standard', price: 40 },
          { id: 'studio', name: 'Studio, for ten seats', price: 250 },
        ],
      },
      {
        id: 'ink',
        name: 'Ink & Charcoal',
        description: 'Sixty dry and wet brushes with real paper under them.',
        category: 'Brushes',
        release: '2.0.0',
        variants: standard(60),
        promotions: [{ id: 'autumn', name: 'Autumn sale', ...days(-45, -24), discount: { percent: 40 } }],
      },
      {
        id: 'watercolor',
        name: 'Watercolour Kit',
        description: 'Washes, blooms and edges. Replaced by Brush Collection; owners keep it.',
        category: 'Brushes',
        release: '1.4.0',
        variants: standard(35),
        onSale: false,
      },
      {
        id: 'forest',
        name: 'Forest Scenes',
        description: 'Twelve scenes with all their textures, from birch to old pine, in four seasons.',
        category: 'Scenes',
        release: '2.0.1',
        variants: standard(80, { BR: 50, IN: 40 }),
        promotions: [{ id: 'launch', name: 'Launch week', ...days(-1, 6), discount: { percent: 25 } }],
      },
      {
        id: 'coastal-rocks',
        name: 'Coastal Rocks',
        description: 'Forty scanned rocks and cliffs, with wet and dry materials and three levels of detail.',
        category: 'Scenes',
        release: '1.1.0',
        variants: [
          { id: 'personal', name: 'Personal', price: 180 },
          { id: 'commercial', name: 'Commercial', price: 540, regionalPrices: { BR: 360, IN: 300 } },
        ],
      },
      {
        id: 'old-town',
        name: 'Old Town Streets',
        description: 'Modular façades, lamps and cobblestones for a town that was never planned.',
        category: 'Scenes',
        release: '3.0.0',
        variants: standard(320, { US: 340 }),
      },
      {
        id: 'winter-village',
        name: 'Winter Village',
        description: 'Early access: snow, smoke and lit windows. Only for those whom we invited.',
        category: 'Scenes',
        release: '0.4.0',
        variants: standard(150),
        eligibility: { accounts: ['bob', 'mira'] },
      },
      {
        id: 'sky-domes',
        name: 'Sky Domes',
        description: 'Thirty skies at 16K, from first light to the last.',
        category: 'Textures',
        release: '1.0.2',
        variants: standard(120),
      },
      {
        id: 'stone',
        name: 'Stone & Plaster',
        description: 'Eighty materials, tileable, with height and roughness.',
        category: 'Textures',
        release: '1.3.1',
        variants: [
          { id: 'standard', name: '2K', price: 95 },
          { id: 'high', name: '8K', price: 160 },
        ],
      },
      {
        id: 'fabric',
        name: 'Fabric Library',
        description: 'Linen, wool, silk. Our licence for these scans covers North America only.',
        category: 'Textures',
        release: '1.0.0',
        variants: standard(140),
        eligibility: { regions: ['US', 'CA'] },
      },
      {
        id: 'grid',
        name: 'Perspective Grid',
        description: 'One, two and three vanishing points. Free, and always will be.',
        category: 'Tools',
        release: '0.9.0',
        variants: standard(0),
      },
      {
        id: 'palette',
        name: 'Palette Mixer',
        description: 'Mixes paint as paint mixes: blue and yellow give green.',
        category: 'Tools',
        release: '3.1.4',
        variants: standard(15),
      },
    ]),
    ...offeredBy('other', [
      {
        id: 'press-kit',
        name: 'Press kit template',
        description: 'A press kit that journalists can use, with all that they ask for.',
        category: 'Templates',
        release: '1.0.0',
        variants: standard(60),
      },
      {
        id: 'brand-guide',
        name: 'Brand guide template',
        description: 'Forty pages to fill in: voice, colour, type and pictures.',
        category: 'Templates',
        release: '2.1.0',
        variants: standard(110),
        promotions: [{ id: 'spring', name: 'Two for one month', ...days(-5, 25), discount: { percent: 20 } }],
      },
      {
        id: 'content-plan',
        name: 'Content plan',
        description: 'A year of posts in a table that plans itself.',
        category: 'Templates',
        release: '1.2.0',
        variants: standard(0),
      },
    ]),
  ];
};
