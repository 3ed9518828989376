import * as z from 'zod';

/** What `npm audit --json` prints, as far as it is looked at. */
const report = z.object({
  vulnerabilities: z.record(z.string(), z.object({ severity: z.string(), range: z.string().default('*') })),
  metadata: z.object({ vulnerabilities: z.record(z.string(), z.number()) }),
});

/** What it prints where the registry did not answer it. */
const failure = z.object({ message: z.string().optional(), code: z.string().optional() });

export type Verdict = { outcome: 'clean' | 'vulnerable' | 'skipped'; lines: string[] };

/** Severities that fail the check; lower ones are only reported. */
const STOPS = new Set(['high', 'critical']);

/**
 * Judges what the audit printed. If the registry does not answer, the audit is skipped and says
 * so, because the check must also pass without a network.
 */
export const verdictOf = (printed: string): Verdict => {
  const answer = jsonIn(printed);
  const audited = report.safeParse(answer);
  if (!audited.success) {
    const { message = '', code } = failure.safeParse(answer).data ?? {};
    // A status and its words, without the address that follows.
    const why = code ?? /^\d{3} [A-Za-z ]+/.exec(message)?.[0].trim() ?? 'no answer';
    return {
      outcome: 'skipped',
      lines: [`Dependency audit skipped: the registry does not offer it (${why}).`],
    };
  }
  const { vulnerabilities, metadata } = audited.data;
  const found = Object.entries(vulnerabilities).map(([name, { severity, range }]) => ({
    name,
    severity,
    range,
  }));
  const { total = found.length } = metadata.vulnerabilities;
  return {
    outcome: found.some(({ severity }) => STOPS.has(severity)) ? 'vulnerable' : 'clean',
    lines: [
      `Dependency audit: ${total} known vulnerabilities in what is deployed.`,
      ...found.map(({ name, severity, range }) => `  ${severity}: ${name} ${range}`),
    ],
  };
};

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
