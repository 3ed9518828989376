import * as z from 'zod';
import { because } from './fault.ts';

/** Now, in milliseconds since the epoch. Handed in wherever time matters, so that tests can move it. */
export type Clock = () => number;

/** A point in time as RFC 3339 UTC with milliseconds, always 24 characters: it sorts as text. */
export type Instant = string;

/** @param milliseconds since the epoch */
export const instant = (milliseconds: number): Instant => new Date(milliseconds).toISOString();

/** A point in time as a response or the table shows it. */
export const instantSchema = z.iso.datetime({ precision: 3 }).meta({ example: '2026-01-31T09:30:00.000Z' });

/** Milliseconds from which, and up to which, a year has four digits in UTC: what an Instant can hold. */
const FIRST_MS = Date.parse('0000-01-01T00:00:00.000Z');
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z');

/** Seconds since the epoch, as Stripe writes times. */
export const epochSeconds = z
  .int()
  .min(0)
  .max(Math.floor(LAST_MS / 1000));

/**
 * A point in time as a request may give it, with any RFC 3339 offset and precision. An offset can lead out of the years
 * that an Instant holds: 9999-12-31T23:59:59-05:00 is in the year 10000 in UTC.
 */
const given = z.iso
  .datetime({
    offset: true,
    error: 'must be a time with an offset, such as 2026-01-31T09:30:00Z',
  })
  .refine((text) => FIRST_MS <= Date.parse(text) && Date.parse(text) <= LAST_MS, {
    error: 'must be in the years 0000 to 9999 in UTC',
    ...because({ code: 'invalid_value' }),
    when: ({ issues }) => issues.length === 0,
  });

const toInstant = (text: string): Instant => instant(Date.parse(text));

/** A point in time of a request, brought to an Instant. */
export const instantInput = given.transform(toInstant);

/** A point in time of a request beside its own words, for what is named in the caller's days. */
export const wordedInstant = given.transform((words) => ({ instant: toInstant(words), words }));
