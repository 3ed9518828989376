import type { AccountId, AgencyId } from '../../shared/kernel/ids.ts';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import { instant } from '../../shared/kernel/clock.ts';
import type { Images } from '../../shared/events/rule.ts';
import { streamedKind, type Key, type Streamed } from '../../shared/table/keys.ts';

/** A change of the table that may mean something to an agency. */
export type Change = {
  kind: Streamed;
  key: Key;
  version: number;
  agency: AgencyId;
  account: AccountId;
  images: Images;
};

/** What all that the stream is read for have in common. */
const known = z.object({
  pk: z.string(),
  sk: z.string(),
  version: z.int(),
  agency: z.string(),
  account: z.string().default(''),
});

/** @returns undefined for what the stream is not read for. Throws ZodError on what is not as we write it. */
export const changeIn = ({ dynamodb }: DynamoDBRecord): Change | undefined => {
  const [before, after] = [itemIn(dynamodb?.OldImage), itemIn(dynamodb?.NewImage)];
  if (after === undefined) return undefined;
  const kind = streamedKind({ pk: String(after['pk']) });
  if (kind === undefined) return undefined;
  const { pk, sk, ...rest } = known.parse(after);
  const at = instant((dynamodb?.ApproximateCreationDateTime ?? 0) * 1000);
  return { kind, key: { pk, sk }, ...rest, images: { before, after, at } };
};

type Image = NonNullable<DynamoDBRecord['dynamodb']>['NewImage'];

const image = z.custom<Parameters<typeof unmarshall>[0]>(
  (value) => typeof value === 'object' && value !== null,
);

const itemIn = (attributes: Image): Record<string, unknown> | undefined =>
  attributes === undefined ? undefined : unmarshall(image.parse(attributes));
