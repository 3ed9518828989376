import { setTimeout as sleep } from 'node:timers/promises';

/** Takes one line for a person to read. */
export type Log = (line: string) => void;

export const quiet: Log = () => {};

/** Text that looks like a credential never reaches the terminal. */
export const redact = (text: string): string =>
  text
    .replaceAll(/\beyJ[\w-]+\.[\w-]+(\.[\w-]*)?/g, '<token>')
    .replaceAll(/\b(sk|rk|whsec)_[\w-]+/g, '$1_<secret>')
    .replaceAll(/\b(Bearer|Basic) [\w.~+/=-]+/gi, '$1 <token>');

/** Writes each line with the time of day, and without anything that looks like a credential. */
export const createLog =
  (write: (text: string) => void = (text) => process.stdout.write(text)): Log =>
  (line) => {
    const time = new Date().toISOString().slice(11, 23);
    write(`${time} ${redact(line.replaceAll(/\s*\n\s*/g, ' | '))}\n`);
  };

/** A log that says when nothing more comes: for what has to be seen on the terminal, behind all that was on its way. */
export const watched = (log: Log): { log: Log; silence: (limits: Limits) => Promise<void> } => {
  let last = performance.now();
  return {
    log: (line) => {
      last = performance.now();
      log(line);
    },
    silence: async ({ forMs, atMostMs }) => {
      const end = performance.now() + atMostMs;
      last = performance.now();
      for (let now = last; now < end && now - last < forMs; now = performance.now())
        await sleep(Math.min(forMs - (now - last), end - now));
    },
  };
};

/** Milliseconds without a line, and after which to stop waiting for that. */
type Limits = { forMs: number; atMostMs: number };

/** Something that was done, in columns, so that lines can be compared at a glance. */
export type Activity = {
  kind: string;
  subject: string;
  result: string | number;
  /** Milliseconds. */
  duration: number;
  /** The function, or why there was none. */
  by?: string | undefined;
};

export const activityLine = ({ kind, subject, result, duration, by = '' }: Activity): string => {
  const time = `${Math.round(duration)} ms`.padStart(8);
  return `${kind.padEnd(7)} ${subject.padEnd(36)} ${result} ${time} ${by}`.trimEnd();
};
