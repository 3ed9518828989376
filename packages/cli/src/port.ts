import { usageError } from './exit.ts';

/** The value of `--port`; 0 for a free one. */
export const portOf = (text = '0'): number => {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw usageError(`--port is a number up to 65535, not '${text}'`);
};
