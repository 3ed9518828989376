import type { Product, Variant } from '../../../shared/table/items/product.ts';
import { DAY_MS } from '../../../shared/kernel/durations.ts';

const release = (version: string): Required<Pick<Variant, 'release'>> => ({
  release: {
    version,
    file: {
      link: 'https://downloads.example.com/{productId}/{variantId}/{version}.zip?expires={expires}&signature={signature}',
    },
  },
});

/**
 * A small catalogue: two variants, a regional price under a promotion that runs now, something free, and one plain thing.
 * @param now milliseconds since the epoch
 */
export const products = (agency: string, now: number): Product[] =>
  [
    {
      id: 'brushes',
      name: 'Brush Collection',
      description: 'Two hundred brushes for painting on screen.',
      category: 'brushes',
      variants: [
        { id: 'standard', name: 'Standard', price: 40, ...release('1.2.0') },
        { id: 'studio', name: 'Studio, for ten seats', price: 250, ...release('1.2.0') },
      ],
      promotions: [],
    },
    {
      id: 'forest',
      name: 'Forest Scenes',
      description: 'Twelve scenes with all their textures.',
      category: 'scenes',
      variants: [
        {
          id: 'standard',
          name: 'Standard',
          price: 80,
          regionalPrices: { BR: 50, IN: 40 },
          ...release('2.0.1'),
        },
      ],
      promotions: [
        {
          id: 'launch',
          name: 'Launch week',
          from: new Date(now - DAY_MS).toISOString(),
          to: new Date(now + 6 * DAY_MS).toISOString(),
          discount: { percent: 25 },
        },
      ],
    },
    {
      id: 'grid',
      name: 'Perspective Grid',
      category: 'tools',
      variants: [{ id: 'standard', name: 'Standard', price: 0, ...release('0.9.0') }],
      promotions: [],
    },
    {
      id: 'palette',
      name: 'Palette Mixer',
      category: 'tools',
      variants: [{ id: 'standard', name: 'Standard', price: 15, ...release('3.1.4') }],
      promotions: [],
    },
  ].map((product) => ({ agency, version: 0, onSale: true, ...product }));
