import { usageError } from '../exit.ts';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Whether an address leads to this machine. */
export const isLoopback = (url: URL): boolean => LOOPBACK.has(url.hostname);

/** The address without its last slash; refused where a credential would travel in clear. */
export const secureUrl = (text: string): string => {
  if (!URL.canParse(text)) throw usageError(`'${text}' is not a URL.`);
  const url = new URL(text);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)))
    return text.replace(/\/$/, '');
  throw usageError(`${text} must begin with https://`);
};
