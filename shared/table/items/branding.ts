import * as z from 'zod';
import { because } from '../../kernel/fault.ts';
import { contrast } from '../../kernel/contrast.ts';
import { line, webUrl } from '../../kernel/text.ts';

/** What an accent stands on in each scheme. */
const BACKGROUNDS = { light: '#ffffff', dark: '#121212' } as const;

/** WCAG 2.2, 1.4.3: text of any size. */
const MIN_CONTRAST = 4.5;

const accentOn = (scheme: keyof typeof BACKGROUNDS) =>
  z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #1a56db')
    .refine((colour) => contrast(colour, BACKGROUNDS[scheme]) >= MIN_CONTRAST, {
      error: `must have a contrast of at least ${MIN_CONTRAST}:1 to ${BACKGROUNDS[scheme]}`,
      ...because({ code: 'low_contrast' }),
      when: ({ issues }) => issues.length === 0,
    });

const https = (what: string) => webUrl(/^https$/, `must be the https address of ${what}`);

/** How an agency shows itself to its customers, also before they sign in. */
export const branding = z
  .strictObject({
    logoUrl: https('an image').exactOptional().meta({ description: 'The address of the logo.' }),
    accent: z
      .strictObject({
        light: accentOn('light').meta({ description: 'On a light background.', example: '#1a56db' }),
        dark: accentOn('dark').meta({ description: 'On a dark background.', example: '#76a9fa' }),
      })
      .meta({ id: 'Accent' })
      .exactOptional()
      .meta({
        description:
          'The colour of links and buttons. Each must have a contrast of at least 4.5:1, to white or to #121212.',
      }),
    radius: z.int().min(0).max(32).exactOptional().meta({ description: 'The radius of corners, in pixels.' }),
    support: line(254).exactOptional().meta({
      description: 'Where customers get help: an e-mail address, a telephone number or a web address.',
      example: 'help@example.com',
    }),
    languages: z
      .array(z.enum(['en', 'de']))
      .min(1)
      .max(2)
      .exactOptional()
      .meta({ description: 'The languages of the portal, the preferred one first.' }),
    homeUrl: https('a page')
      .exactOptional()
      .meta({ description: "The agency's own page, to which the portal leads back." }),
  })
  .meta({ id: 'Branding' });
