const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** Orders and captures: `2026-11-20T09:30:00Z`. */
export const orderTime = (seconds: number): string => iso(seconds).replace('.000Z', 'Z');

/** Events and disputes: `2026-11-20T09:30:00.000Z`. */
export const eventTime = iso;

const PACIFIC_OFFSET_S = 7 * 60 * 60;

/** Refunds have California's time: `2026-11-20T02:30:00-07:00`. */
export const refundTime = (seconds: number): string =>
  iso(seconds - PACIFIC_OFFSET_S).replace('.000Z', '-07:00');

/** The transaction report writes offsets without a colon: `2026-11-20T09:30:00+0000`. */
export const reportTime = (seconds: number): string => iso(seconds).replace('.000Z', '+0000');

const TIME = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:?\d\d)$/;

/** @returns Unix seconds, maybe with a fraction; undefined when the text is not a time with its offset */
export const parseTime = (text: string): number | undefined => {
  const milliseconds = TIME.test(text) ? Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')) : NaN;
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000;
};
