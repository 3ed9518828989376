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
