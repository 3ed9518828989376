import * as z from 'zod';
import { instantInput } from '../../kernel/clock.ts';
import { recordId, region } from '../../kernel/ids.ts';
import { spenderKeyItem } from '../../table/items/api-key.ts';
import { keyShape } from './agency/api-keys.ts';

const { spender, region: whereItBuys } = spenderKeyItem.shape;

const described = {
  ...keyShape,
  name: keyShape.name.meta({ description: 'Where the key is used.', example: 'Build server' }),
  spender: spender.meta({ description: 'The ID of the spender under whose budget it spends.' }),
  region: whereItBuys,
};

export const spenderKeyView = z.object(described).meta({ id: 'SpenderKey' });

export const newSpenderKeyView = z
  .object({
    ...described,
    key: z.string().meta({
      description: 'The key itself. Scrip shows it this once and stores only a hash.',
      example: 'scrip_spender_acme_…',
    }),
  })
  .meta({ id: 'NewSpenderKey' });

const spenderKeyListView = z
  .object({ items: z.array(spenderKeyView).meta({ description: 'Oldest first, at most 50.' }) })
  .meta({ id: 'SpenderKeys' });

export const spenderKeyInput = z
  .strictObject({
    spender: recordId.meta({ description: 'The ID of the spender.', example: 'spd_4f1c' }),
    name: described.name,
    expiresAt: instantInput.exactOptional().meta({
      description: 'The key works until this time. Without it, until it is revoked.',
    }),
  })
  .meta({ id: 'SpenderKeyInput' });

export const accountSpenderKeyInput = spenderKeyInput
  .safeExtend({
    region: region.exactOptional().meta({ description: 'Where the customer buys.', example: 'DE' }),
  })
  .meta({ id: 'AccountSpenderKeyInput' });

/** What owners and agencies do with keys of spenders alike. */
export const keysOfSpenders = {
  create: {
    idempotency: 'key',
    responses: { 201: { description: 'The key, shown this once.', body: newSpenderKeyView } },
  },
  list: {
    idempotency: 'none',
    responses: { 200: { description: 'The keys.', body: spenderKeyListView } },
    problems: ['busy'],
  },
  revoke: {
    idempotency: 'natural',
    responses: { 204: { description: 'The key is revoked.', body: null } },
  },
} as const;
