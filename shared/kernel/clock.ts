import * as z from 'zod';

/** Now, in milliseconds since the epoch. Handed in wherever time matters, so that tests can move it. */
export type Clock = () => number;

/** A point in time as RFC 3339 UTC with milliseconds, always 24 characters: it sorts as text. */
export type Instant = string;

/** @param milliseconds since the epoch */
export const instant = (milliseconds: number): Instant => new Date(milliseconds).toISOString();

/** A point in time as a response or the table shows it. */
export const instantSchema = z.iso.datetime({ precision: 3 }).meta({ example: '2026-01-31T09:30:00.000Z' });

/** A point in time as a request may give it (any RFC 3339 offset and precision), brought to an Instant. */
export const instantInput = z.iso
  .datetime({
    offset: true,
    error: 'must be a time with an offset, such as 2026-01-31T09:30:00Z',
  })
  .refine((text) => !Number.isNaN(Date.parse(text)), {
    error: 'must be a date that exists',
    when: ({ issues }) => issues.length === 0,
  })
  .transform((text): Instant => instant(Date.parse(text)));
