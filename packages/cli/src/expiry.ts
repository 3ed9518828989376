import * as z from 'zod';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** When something ends, as a person writes it. A date means the end of that day (UTC): on it, it still works. */
export const expiry = z
  .string()
  .transform((text) => (DATE.test(text) ? `${text}T23:59:59.999Z` : text))
  .pipe(z.iso.datetime({ offset: true, error: 'must be a date such as 2027-12-31' }));
